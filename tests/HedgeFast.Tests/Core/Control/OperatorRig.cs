using HedgeFast.Core.Control;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Program.Venue;

namespace HedgeFast.Tests.Core.Control;

/// <summary>
/// The kill switch with its files and a loop behind it, each with a turn of its own: a folder of its own, a clock that
/// stands until it is moved, and no threads, so that a test decides who comes first.
/// </summary>
internal sealed class OperatorRig : IDisposable
{
    private readonly ListProducer<ControlEvent> _events = new();
    private readonly SwitchReader _reader;

    public OperatorRig(
        string? killFile = null, string? operatorFile = null, LoopRig? loop = null,
        Func<ControlEvent, ControlEvent>? fault = null)
    {
        KillPath = killFile ?? Path.Combine(Folder, "KILL");
        OperatorPath = operatorFile ?? Path.Combine(Folder, "OPERATOR");
        Loop = loop ?? LoopRig.Up();
        _reader = new SwitchReader(Switch, Clock);
        Control = new ControlStage(_events, Clock);
        KillFile = new KillFile(Switch, KillPath, asked => Control.Ask(fault?.Invoke(asked) ?? asked), Refusals, Clock);
        OperatorFile = new OperatorFile(Switch, OperatorPath, ["BTCUSD_PERP", "ETHUSD_PERP"], Pass, Refusals, Clock);
        KillFile.Follow();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("hedgefast-operator-").FullName;

    public string KillPath { get; }

    public string OperatorPath { get; }

    public VenueClock Clock { get; } = new();

    public KillSwitch Switch { get; } = new();

    public Refusals Refusals { get; } = new();

    public ControlStage Control { get; }

    public KillFile KillFile { get; }

    public OperatorFile OperatorFile { get; }

    public LoopRig Loop { get; }

    /// <summary>What reached the loop, but for the timer.</summary>
    public List<ControlEvent> Taken { get; } = [];

    public bool IsKilled => Loop.Loop.Counters.Killed == 1;

    /// <summary>Does what a person does with a text: the file is there, whole, at once.</summary>
    public void Write(string text)
    {
        File.WriteAllText(OperatorPath + ".new", text);
        File.Move(OperatorPath + ".new", OperatorPath, overwrite: true);
    }

    /// <summary>The program re-arms by name.</summary>
    public void Rearm(string name) => KillFile.Rearm(OperatorName.Of(name), Switch.Kills);

    /// <summary>What the loop's stage does: the words of the switch first, then control events.</summary>
    public void LoopTurn()
    {
        while (_reader.HasNews && _reader.TryTake(out ControlEvent news))
            Apply(news);
        foreach (ControlEvent control in _events.Items.ToArray())
            Apply(control);
        _events.Items.Clear();
    }

    /// <summary>Everything has its turn, 100 ms later.</summary>
    public void Turn(int turns = 1)
    {
        for (int i = 0; i < turns; i++)
        {
            Clock.Advance(100_000_000);
            OperatorFile.DoWork();
            KillFile.DoWork();
            Control.DoWork();
            LoopTurn();
        }
    }

    public void Dispose()
    {
        OperatorFile.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Apply(in ControlEvent control)
    {
        if (control.Kind != ControlKind.Timer)
            Taken.Add(control);
        Loop.Control(control);
    }

    private void Pass(ControlEvent request)
    {
        if (request.Kind == ControlKind.Rearm)
            KillFile.Rearm(request.Operator, request.Lots);
        else
            Control.Ask(request);
    }
}
