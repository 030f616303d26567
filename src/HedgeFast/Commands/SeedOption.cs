using System.CommandLine;
using System.Globalization;

namespace HedgeFast.Commands;

/// <summary>Makes the option <c>--seed</c> of commands that generate data.</summary>
internal static class SeedOption
{
    /// <summary>Makes an option that accepts whole numbers from 0.</summary>
    public static Option<ulong> Make(string description) => new("--seed")
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
                return seed;
            result.AddError($"--seed {text}: expected a whole number from 0");
            return 0;
        },
    };
}
