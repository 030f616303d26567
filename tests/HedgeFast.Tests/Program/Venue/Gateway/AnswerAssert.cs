namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>Compares chosen tags of a FIX message and names those that differ.</summary>
internal static class AnswerAssert
{
    public static void Shows(this Dictionary<int, string> message, params ReadOnlySpan<(int Tag, string Value)> fields)
    {
        var differences = new List<string>();
        foreach ((int tag, string value) in fields)
        {
            string actual = message.GetValueOrDefault(tag, "absent");
            if (actual != value)
                differences.Add($"tag {tag} is {actual}, expected {value}");
        }

        Assert.True(differences.Count == 0, string.Join("; ", differences));
    }
}
