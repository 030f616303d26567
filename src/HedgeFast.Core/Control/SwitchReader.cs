using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Control;

/// <summary>
/// Turns new words of the <see cref="KillSwitch"/> into control events, journaled like any other; owned by the loop's
/// stage.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="time">Stamps the events; read only when a word has changed.</param>
public sealed class SwitchReader(KillSwitch words, TimeProvider time)
{
    private readonly NanosClock _clock = new(time);
    private long _kills;
    private bool _stopped;

    /// <summary>Whether a kill or a stop came since the last call.</summary>
    public bool HasNews => words.Kills != _kills || (!_stopped && words.IsStopRequested);

    /// <summary>
    /// Returns the next event, kills before the stop; several new kills are one event with their number.
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
