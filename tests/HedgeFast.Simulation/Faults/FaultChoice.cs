using System.Globalization;

namespace HedgeFast.Simulation.Faults;

/// <summary>Which of a world's faults are played, by their numbers from 1; for shrinking a failure.</summary>
/// <param name="Skipped">Numbers left out.</param>
/// <param name="From">This number and all behind it are left out too.</param>
internal sealed record FaultChoice(IReadOnlySet<int> Skipped, int From = int.MaxValue)
{
    public static FaultChoice Everything { get; } = new(new HashSet<int>());

    public bool Plays(int number) => number < From && !Skipped.Contains(number);

    /// <summary>Numbers and ranges with commas between: 1-3,7,12- for 12 and all behind it.</summary>
    public override string ToString()
    {
        int from = From;
        while (from < int.MaxValue && Skipped.Contains(from - 1))
            from--;
        int[] numbers = [.. Skipped.Where(number => number < from).Order()];
        var parts = new List<string>();
        for (int i = 0; i < numbers.Length; i++)
        {
            int first = i;
            while (i + 1 < numbers.Length && numbers[i + 1] == numbers[i] + 1)
                i++;
            parts.Add(first == i ? Text(numbers[i]) : $"{Text(numbers[first])}-{Text(numbers[i])}");
        }

        if (from < int.MaxValue)
            parts.Add($"{Text(from)}-");
        return string.Join(',', parts);
    }

    /// <summary>Reads numbers and ranges with commas between.</summary>
    /// <exception cref="FormatException">Something else stands there.</exception>
    public static FaultChoice Parse(string text)
    {
        var skipped = new HashSet<int>();
        int from = int.MaxValue;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            int first = Number(ends[0]);
            if (ends is [_, ""])
            {
                from = Math.Min(from, first);
                continue;
            }

            int last = ends.Length == 1 ? first : Number(ends[^1]);
            if (ends.Length > 2 || last < first || last - first > 1_000_000)
                throw new FormatException($"{part} is no range of faults");
            for (int number = first; number <= last; number++)
                skipped.Add(number);
        }

        return new FaultChoice(skipped, from);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"\"{text}\" is no number of a fault");
}
