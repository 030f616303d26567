using HedgeFast.Commands;

if (ProcessHardening.Apply() is { } fault) Console.Error.WriteLine(fault);
return CommandTree.Execute(args, Terminal.OfProcess(), new CommandBodies());
