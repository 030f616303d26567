using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>Alerts of a process by name, at this look and at the one before.</summary>
/// <param name="world">The world.</param>
internal sealed class AlertCounts(World world)
{
    private readonly Dictionary<string, long> _atBegin = [];
    private IReadOnlyDictionary<string, long> _now = new Dictionary<string, long>();
    private IReadOnlyDictionary<string, long> _before = new Dictionary<string, long>();

    /// <summary>Begins a process.</summary>
    public void Begin()
    {
        _now = _before = new Dictionary<string, long>();
        _atBegin.Clear();
    }

    /// <summary>Begins a look.</summary>
    public void Look(EngineProcess process)
    {
        _before = _now;
        _now = process.Alerts;
    }

    /// <summary>Alerts of a name so far.</summary>
    public long Of(string name) => _now.GetValueOrDefault(name);

    /// <summary>Whether one of several alerts has been raised since a condition began, or still is.</summary>
    /// <param name="condition">Name of the condition.</param>
    /// <param name="begins">Whether it begins at this look.</param>
    /// <param name="names">The alerts.</param>
    public bool AreTold(string condition, bool begins, ReadOnlySpan<string> names)
    {
        bool isTold = false;
        foreach (string name in names)
        {
            string key = $"{condition} {name}";
            if (begins)
                _atBegin[key] = _before.GetValueOrDefault(name);
            isTold |= world.Alerts.IsRaised(name) || Of(name) > _atBegin.GetValueOrDefault(key);
        }

        return isTold;
    }
}
