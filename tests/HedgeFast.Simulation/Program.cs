using HedgeFast.Simulation.Commands;

return CommandLine.Run(args, Console.Out, Console.Error);
