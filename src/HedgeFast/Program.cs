using HedgeFast.Commands;
using HedgeFast.Engine;
using HedgeFast.Shell;

Terminal terminal = Terminal.OfProcess();
if (ProcessHardening.Apply() is { } fault)
    terminal.Error.WriteLine(fault);
return CommandTree.Execute(args, terminal, new CommandBodies());
