using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Fix.Log;

namespace HedgeFast.Monitor.Watch;

/// <summary>Writes alerts: a line of text each, and a line of JSON where a file is given.</summary>
/// <remarks>
/// A condition is written when it begins and when it ends, an event when it happens. Of each kind and subject there is
/// at most one line of each within the repeat time; the next line counts the rest. Belongs to the thread that watches.
/// </remarks>
/// <param name="text">Receives the lines of text; null writes none.</param>
/// <param name="json">Receives the lines of JSON; null writes none.</param>
/// <param name="repeat">Least time between two lines of a kind.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class AlertLog(TextWriter? text, Stream? json, TimeSpan repeat, TimeProvider time)
{
    private readonly long[] _counts = new long[AlertWords.All.Count];
    private readonly Dictionary<(AlertKind Kind, string Subject), State> _states = [];

    // As they were first reported.
    private readonly List<State> _inOrder = [];

    /// <summary>Alerts raised, those without a line included. Any thread.</summary>
    public long Total =>
        Enumerable.Range(0, _counts.Length).Sum(i => Volatile.Read(ref _counts[i]));

    /// <summary>The last line of text; null before the first. Any thread.</summary>
    public string? LastLine { get; private set; }

    /// <summary>Number of alerts raised, by name; kinds never raised are left out.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        Enumerable.Range(0, _counts.Length)
            .Where(i => Volatile.Read(ref _counts[i]) > 0)
            .ToDictionary(i => AlertWords.All[i], i => Volatile.Read(ref _counts[i]));

    /// <summary>Reports whether a condition holds.</summary>
    /// <param name="kind">The condition.</param>
    /// <param name="holds">Whether the condition holds.</param>
    /// <param name="detail">Words for the line; null for none.</param>
    /// <param name="subject">Underlying, instrument, thread or sink: each is raised and cleared on its own.</param>
    public void Condition(AlertKind kind, bool holds, string? detail = null, string subject = "")
    {
        State state = Of(kind, subject);
        if (holds && !state.Holds)
            Count(kind, state, 1);
        state.Holds = holds;
        bool isNews = holds != state.ToldHolds || (!holds && state.Untold > 0);
        if (isNews && IsDue(holds ? state.RaisedStamp : state.ClearedStamp))
            Tell(state, holds ? "raised" : "cleared", holds ? detail : null);
    }

    /// <summary>Reports the number of events since the start.</summary>
    public void Event(AlertKind kind, long total, string? detail = null)
    {
        State state = Of(kind, "");
        if (total > state.Total)
        {
            Count(kind, state, total - state.Total);
            state.Total = total;
        }

        if (state.Untold > 0 && IsDue(state.RaisedStamp))
            Tell(state, "event", detail);
    }

    /// <summary>Writes the lines that wait for the repeat time.</summary>
    public void Flush()
    {
        foreach (State state in _inOrder)
        {
            if (state.Untold > 0 || state.Holds != state.ToldHolds)
                Tell(state, state.Holds ? "raised" : state.ToldHolds ? "cleared" : "event", null);
        }
    }

    private State Of(AlertKind kind, string subject)
    {
        if (_states.TryGetValue((kind, subject), out State? state))
            return state;
        state = new State(kind, subject);
        _inOrder.Add(state);
        return _states[(kind, subject)] = state;
    }

    private void Count(AlertKind kind, State state, long times)
    {
        Volatile.Write(ref _counts[(int)kind], _counts[(int)kind] + times);
        state.Untold += times;
    }

    private bool IsDue(long toldStamp) => toldStamp == 0 || time.GetElapsedTime(toldStamp) >= repeat;

    private void Tell(State state, string what, string? detail)
    {
        (string name, string subject) = (AlertWords.Of(state.Kind), state.Subject);
        string stamp = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string times = state.Untold > 1
            ? string.Create(CultureInfo.InvariantCulture, $" ({state.Untold} times)")
            : "";
        string? more = subject.Length == 0 ? detail : detail is null ? subject : $"{subject}: {detail}";
        LastLine = $"{stamp} ALERT {name} {what}{times}{(more is null ? "" : ": " + ForeignText.Of(more))}";
        text?.WriteLine(LastLine);
        text?.Flush();
        if (json is not null)
            WriteJson(json, stamp, name, what, state.Untold, more);
        state.ToldHolds = state.Holds;
        state.Untold = 0;
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

    private sealed class State(AlertKind kind, string subject)
    {
        public readonly AlertKind Kind = kind;
        public readonly string Subject = subject;
        public long Total;
        public long Untold;
        public long RaisedStamp;
        public long ClearedStamp;
        public bool Holds;
        public bool ToldHolds;
    }
}
