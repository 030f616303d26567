using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Fix.Log;

namespace HedgeFast.Monitor.Watch;

/// <summary>
/// The stream of alerts: a line of text each, and a line of JSON in a file where one is given. A condition is told when it begins and when it ends, an event when it happens; of each kind
/// and subject there is at most one line of each in a while, and what happened meanwhile is counted into the next. Belongs to the thread that watches; what it allocates it allocates for a line.
/// </summary>
/// <param name="text">Where the lines of text go; null writes none.</param>
/// <param name="json">Where the lines of JSON go; null writes none.</param>
/// <param name="repeat">Least time between two lines of a kind.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class AlertLog(TextWriter? text, Stream? json, TimeSpan repeat, TimeProvider time)
{
    private readonly long[] _counts = new long[AlertWords.All.Count];
    private readonly Dictionary<(AlertKind Kind, string Subject), State> _states = [];

    /// <summary>Alerts, those that no line was written for included. Any thread.</summary>
    public long Total => Enumerable.Range(0, _counts.Length).Sum(i => Volatile.Read(ref _counts[i]));

    /// <summary>The last line of text; null before the first. Any thread.</summary>
    public string? LastLine { get; private set; }

    /// <summary>How often each kind was raised, those that never were left out.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        Enumerable.Range(0, _counts.Length).Where(i => Volatile.Read(ref _counts[i]) > 0).ToDictionary(i => AlertWords.All[i], i => Volatile.Read(ref _counts[i]));

    /// <summary>Says whether a condition holds.</summary>
    /// <param name="kind">The condition.</param>
    /// <param name="holds">Whether it does.</param>
    /// <param name="detail">More about it, where it is told; null for nothing more.</param>
    /// <param name="subject">What it is about, where there can be several: each is raised and cleared on its own.</param>
    public void Condition(AlertKind kind, bool holds, string? detail = null, string subject = "")
    {
        State state = Of(kind, subject);
        if (holds && !state.Holds)
            Count(kind, state, 1);
        state.Holds = holds;
        if ((holds != state.ToldHolds || (!holds && state.Untold > 0)) && IsDue(holds ? state.RaisedStamp : state.ClearedStamp))
            Tell(kind, subject, state, holds ? "raised" : "cleared", holds ? detail : null);
    }

    /// <summary>Says how often something has happened since the start.</summary>
    public void Event(AlertKind kind, long total, string? detail = null)
    {
        State state = Of(kind, "");
        if (total > state.Total)
        {
            Count(kind, state, total - state.Total);
            state.Total = total;
        }

        if (state.Untold > 0 && IsDue(state.RaisedStamp))
            Tell(kind, "", state, "event", detail);
    }

    /// <summary>Writes what waits for its time.</summary>
    public void Flush()
    {
        foreach (((AlertKind kind, string subject), State state) in _states)
        {
            if (state.Untold > 0 || state.Holds != state.ToldHolds)
                Tell(kind, subject, state, state.Holds ? "raised" : state.ToldHolds ? "cleared" : "event", null);
        }
    }

    private State Of(AlertKind kind, string subject)
    {
        if (_states.TryGetValue((kind, subject), out State? state))
            return state;
        return _states[(kind, subject)] = new State();
    }

    private void Count(AlertKind kind, State state, long times)
    {
        Volatile.Write(ref _counts[(int)kind], _counts[(int)kind] + times);
        state.Untold += times;
    }

    private bool IsDue(long toldStamp) => toldStamp == 0 || time.GetElapsedTime(toldStamp) >= repeat;

    private void Tell(AlertKind kind, string subject, State state, string what, string? detail)
    {
        string name = AlertWords.Of(kind), stamp = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string times = state.Untold > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({state.Untold} times)") : "";
        string? more = subject.Length == 0 ? detail : detail is null ? subject : $"{subject}: {detail}";
        LastLine = $"{stamp} ALERT {name} {what}{times}{(more is null ? "" : ": " + ForeignText.Of(more))}";
        text?.WriteLine(LastLine);
        text?.Flush();
        if (json is not null)
            WriteJson(json, stamp, name, what, state.Untold, more);
        (state.ToldHolds, state.Untold) = (state.Holds, 0);
        if (what == "cleared")
            state.ClearedStamp = Math.Max(1, time.GetTimestamp());
        else
            state.RaisedStamp = Math.Max(1, time.GetTimestamp());
    }

    private static void WriteJson(Stream json, string stamp, string name, string what, long count, string? detail)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("time", stamp);
            writer.WriteString("name", name);
            writer.WriteString("state", what);
            writer.WriteNumber("count", count);
            if (detail is not null)
                writer.WriteString("detail", detail);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        json.Write(line.WrittenSpan);
        json.Flush();
    }

    private sealed class State
    {
        public long Total;
        public long Untold;
        public long RaisedStamp;
        public long ClearedStamp;
        public bool Holds;
        public bool ToldHolds;
    }
}
