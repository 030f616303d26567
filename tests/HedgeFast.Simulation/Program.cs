using HedgeFast.Simulation.Run;

return args switch
{
    ["run", ..] => RunCommand.Run(args[1..]),
    _ => RunCommand.Run(args),
};
