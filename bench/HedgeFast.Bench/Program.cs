using HedgeFast.Bench.Commands;

// Every sub-command that measures in one list; a new one is one class and one line here.
IBenchCommand[] measuring =
[
    new MicroCommand(),
    new LatencyCommand(),
    new PeersCommand(),
    new TriggersCommand(),
    new WireCommand(),
    new KillCommand(),
];
IBenchCommand[] commands = [.. measuring, new SmokeCommand(measuring)];

IBenchCommand? command = Array.Find(commands, candidate => args.Length > 0 && args[0] == candidate.Name);
if (command is not null)
    return command.Run(args[1..]);

bool asked = args.Length == 0 || args[0] is "--help" or "-h" or "-?";
TextWriter output = asked ? Console.Out : Console.Error;
if (!asked)
    output.WriteLine($"There is no command '{args[0]}'.");
output.WriteLine("Usage: HedgeFast.Bench COMMAND [ARGUMENTS]");
foreach (IBenchCommand known in commands)
    output.WriteLine($"  {known.Name,-10} {known.Description}");
return asked ? 0 : 2;
