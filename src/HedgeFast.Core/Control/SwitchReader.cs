using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Control;

/// <summary>
/// The loop's view of the <see cref="KillSwitch"/>: turns what is new in its words into control events, which are
/// journaled like any other. Owned by the loop's stage.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="time">Stamps the events; read only when a word has changed.</param>
public sealed class SwitchReader(KillSwitch words, TimeProvider time)
{
    private readonly NanosClock _clock = new(time);
    private long _kills;
    private bool _stopped;

    /// <summary>Whether there was a kill or a stop since the last time.</summary>
    public bool HasNews => words.Kills != _kills || (!_stopped && words.IsStopRequested);

    /// <summary>
    /// Takes what is new, kills before the stop. Several kills since the last time are one event, which carries their
    /// number.
    /// </summary>
    public bool TryTake(out ControlEvent control)
    {
        long kills = words.Kills;
        if (kills != _kills)
        {
            _kills = kills;
            control = new ControlEvent { ReceiveNanos = _clock.Now(), Kind = ControlKind.Kill, Lots = kills };
            return true;
        }

        bool stops = !_stopped && words.IsStopRequested;
        _stopped |= stops;
        control = stops ? new ControlEvent { ReceiveNanos = _clock.Now(), Kind = ControlKind.Stop } : default;
        return stops;
    }
}
