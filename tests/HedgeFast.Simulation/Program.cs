using HedgeFast.Simulation.Bugs;

return args switch
{
    ["bugs", ..] => BugHunt.Run(args[1..]),
    _ => 0,
};
