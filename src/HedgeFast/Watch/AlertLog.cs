using System.Globalization;
using System.Text.Json;
using HedgeFast.Fix.Log;

namespace HedgeFast.Watch;

/// <summary>
/// The stream of alerts: a line of text each, and a line of JSON in a file where one is given. A condition is told when it begins and when it ends, an event when it happens; of each kind
/// there is at most one line in a while, and what happened meanwhile is counted into the next. Belongs to the thread that watches; what it allocates it allocates for a line.
/// </summary>
/// <param name="text">Where the lines of text go; null writes none.</param>
/// <param name="json">Where the lines of JSON go; null writes none.</param>
/// <param name="repeat">Least time between two lines of a kind.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class AlertLog(TextWriter? text, Stream? json, TimeSpan repeat, TimeProvider time)
{
    private readonly Kind[] _kinds = [.. AlertWords.All.Select(_ => new Kind())];

    /// <summary>Alerts, those that no line was written for included. Any thread.</summary>
    public long Total => _kinds.Sum(kind => Volatile.Read(ref kind.Count));

    /// <summary>The last line of text; null before the first. Any thread.</summary>
    public string? LastLine { get; private set; }

    /// <summary>How often each kind was raised, those that never were left out.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        Enumerable.Range(0, _kinds.Length).Where(i => Volatile.Read(ref _kinds[i].Count) > 0).ToDictionary(i => AlertWords.All[i], i => Volatile.Read(ref _kinds[i].Count));

    /// <summary>Says whether a condition holds.</summary>
    /// <param name="kind">The condition.</param>
    /// <param name="holds">Whether it does.</param>
    /// <param name="detail">More about it, where it is told; null for nothing more.</param>
    public void Condition(AlertKind kind, bool holds, string? detail = null)
    {
        Kind state = _kinds[(int)kind];
        if (holds && !state.Holds)
        {
            Volatile.Write(ref state.Count, state.Count + 1);
            state.Untold++;
        }

        state.Holds = holds;
        if ((holds != state.ToldHolds || (!holds && state.Untold > 0)) && IsDue(state))
            Tell(kind, state, holds ? "raised" : "cleared", holds ? detail : null);
    }

    /// <summary>Says how often something has happened since the start.</summary>
    public void Event(AlertKind kind, long total, string? detail = null)
    {
        Kind state = _kinds[(int)kind];
        if (total > state.Total)
        {
            Volatile.Write(ref state.Count, state.Count + total - state.Total);
            state.Untold += total - state.Total;
            state.Total = total;
        }

        if (state.Untold > 0 && IsDue(state))
            Tell(kind, state, "event", detail);
    }

    /// <summary>Writes what waits for its time.</summary>
    public void Flush()
    {
        for (int i = 0; i < _kinds.Length; i++)
        {
            Kind state = _kinds[i];
            if (state.Untold > 0)
                Tell((AlertKind)i, state, state.Holds ? "raised" : "event", null);
        }
    }

    private bool IsDue(Kind state) => state.ToldStamp == 0 || time.GetElapsedTime(state.ToldStamp) >= repeat;

    private void Tell(AlertKind kind, Kind state, string what, string? detail)
    {
        string name = AlertWords.Of(kind), stamp = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string times = state.Untold > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({state.Untold} times)") : "";
        LastLine = $"{stamp} ALERT {name} {what}{times}{(detail is null ? "" : ": " + ForeignText.Of(detail))}";
        text?.WriteLine(LastLine);
        text?.Flush();
        if (json is not null)
            WriteJson(json, stamp, name, what, state.Untold, detail);
        (state.ToldHolds, state.Untold, state.ToldStamp) = (state.Holds, 0, Math.Max(1, time.GetTimestamp()));
    }

    private static void WriteJson(Stream json, string stamp, string name, string what, long count, string? detail)
    {
        using (var writer = new Utf8JsonWriter(json))
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

        json.WriteByte((byte)'\n');
        json.Flush();
    }

    private sealed class Kind
    {
        public long Count;
        public long Total;
        public long Untold;
        public long ToldStamp;
        public bool Holds;
        public bool ToldHolds;
    }
}
