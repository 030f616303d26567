using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Faults;

/// <summary>Plays a world's faults at random times, each for a while, and takes them back.</summary>
internal sealed class FaultPlayer
{
    private readonly World _world;
    private readonly FaultKind[] _kinds;
    private readonly Draw _times;
    private readonly Draw _choices;
    private readonly FaultChoice _choice;
    private readonly IFaultRoom[] _rooms;
    private readonly PriorityQueue<Action, (long Due, long Number)> _later = new();
    private readonly List<PlayedFault> _played = [];
    private long _due;
    private long _actions;
    private bool _isStopped;

    public FaultPlayer(World world, Draw draw, FaultChoice choice)
    {
        _world = world;
        _kinds = [.. world.Plan.Faults.Kinds()];
        _times = draw.Fork("times");
        _choices = draw.Fork("choices");
        _choice = choice;
        _rooms =
        [
            new NetworkFaultRoom(world, this), new VenueFaultRoom(world, this), new FeedFaultRoom(world, this),
            new MachineFaultRoom(world, this), new OperatorFaultRoom(world, this),
        ];
        _due = _times.Between(world.Plan.FaultEveryNanos / 4, world.Plan.FaultEveryNanos);
    }

    /// <summary>Faults played, oldest first.</summary>
    public IReadOnlyList<PlayedFault> Played => _played;

    /// <summary>When something is due.</summary>
    public long NextNanos => Math.Min(
        _isStopped ? long.MaxValue : _due,
        _later.TryPeek(out _, out (long Due, long) first) ? first.Due : long.MaxValue);

    /// <summary>Plays what is due.</summary>
    public void DoWork()
    {
        long now = _world.Timeline.Now;
        while (_later.TryPeek(out _, out (long Due, long) first) && first.Due <= now)
            _later.Dequeue()();
        if (_isStopped || now < _due)
            return;
        _due = now + (long)(-Math.Log(1 - _times.Unit()) * _world.Plan.FaultEveryNanos) + 1;
        if (_kinds.Length > 0)
            Play(_choices.Of(_kinds));
    }

    /// <summary>Does something later; what is left is done at once when the faults stop.</summary>
    public void Later(long nanos, Action action) =>
        _later.Enqueue(action, (_world.Timeline.Now + nanos, ++_actions));

    /// <summary>Takes every fault back; none comes any more.</summary>
    public void StopAll()
    {
        _isStopped = true;
        while (_later.TryDequeue(out Action? action, out _))
            action();
        foreach (IFaultRoom room in _rooms)
            room.StopAll();
    }

    private void Play(FaultKind kind)
    {
        int number = _played.Count + 1;
        Draw draw = _choices.Fork($"fault {number}");
        bool isPlayed = _choice.Plays(number) && _rooms.Any(room => room.TryPlay(kind, draw));
        _played.Add(new PlayedFault(number, kind, _world.Timeline.Now, isPlayed));
    }
}

/// <summary>A fault that was due.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Nanos">When, nanoseconds of the world.</param>
/// <param name="IsPlayed">Whether the world allowed it: a bust needs a fill.</param>
internal readonly record struct PlayedFault(int Number, FaultKind Kind, long Nanos, bool IsPlayed);

/// <summary>Plays the faults of one part of the outside.</summary>
internal interface IFaultRoom
{
    /// <summary>Plays a fault.</summary>
    /// <returns>False when the kind is another room's, or the world does not allow it now.</returns>
    bool TryPlay(FaultKind kind, Draw draw);

    /// <summary>Takes everything back.</summary>
    void StopAll();
}
