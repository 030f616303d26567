using HedgeFast.Simulation.Bugs;
using HedgeFast.Simulation.Run;

return args switch
{
    ["bugs", ..] => BugHunt.Run(args[1..]),
    ["run", ..] => RunCommand.Run(args[1..]),
    _ => RunCommand.Run(args),
};
