using System.Globalization;

namespace HedgeFast.Simulation.Run;

/// <summary>The alerts' stream: every line, and the conditions that it says still hold.</summary>
internal sealed class AlertLines : StringWriter
{
    private const string Mark = " ALERT ";

    private readonly List<RaisedAlert> _raised = [];

    public AlertLines()
        : base(CultureInfo.InvariantCulture)
    {
    }

    /// <summary>Conditions raised and not cleared, oldest first.</summary>
    public IReadOnlyList<RaisedAlert> Raised => _raised;

    /// <summary>Whether a condition is raised.</summary>
    public bool IsRaised(string name) => Find(name) is not null;

    /// <summary>The oldest raised condition of a name; null without one.</summary>
    public RaisedAlert? Find(string name) => _raised.Find(alert => alert.Name == name);

    /// <summary>Another process begins, whose watch knows nothing of the one before.</summary>
    public void BeginProcess() => _raised.Clear();

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        int mark = value?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        if (mark < 0)
            return;
        string[] words = value![(mark + Mark.Length)..].Split(' ', 2);
        string state = words[1].Split([' ', ':'], 2)[0];
        int colon = words[1].IndexOf(": ", StringComparison.Ordinal);
        string detail = colon < 0 ? "" : words[1][(colon + 2)..];
        if (state == "raised")
            _raised.Add(new RaisedAlert(words[0], detail));
        else if (state == "cleared")
            _raised.RemoveAll(alert => alert.Name == words[0] && IsOf(alert.Detail, detail));
    }

    // The line that clears has the subject alone, where there is one.
    private static bool IsOf(string detail, string subject) =>
        subject.Length == 0 || detail == subject || detail.StartsWith(subject + ": ", StringComparison.Ordinal);
}

/// <summary>A condition that the watch has raised.</summary>
/// <param name="Name">Its name: kill-switch.</param>
/// <param name="Detail">Subject and words.</param>
internal sealed record RaisedAlert(string Name, string Detail);
