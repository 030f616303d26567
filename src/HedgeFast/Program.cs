using HedgeFast.Commands;

return CommandTree.Execute(args, Terminal.OfProcess(), new CommandBodies());
