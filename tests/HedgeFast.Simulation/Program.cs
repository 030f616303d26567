using HedgeFast.Simulation.Bugs;
using HedgeFast.Simulation.Run;

return args switch
{
    ["run", ..] => RunCommand.Run(args[1..]),
    ["bugs", ..] => BugHunt.Run(args[1..]),
    _ => RunCommand.Run(args),
};
