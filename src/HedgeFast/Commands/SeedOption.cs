using System.CommandLine;
using System.Globalization;

namespace HedgeFast.Commands;

/// <summary>The option that seeds what is made up.</summary>
internal static class SeedOption
{
    /// <summary>Makes one that takes whole numbers from 0.</summary>
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
