using System.CommandLine;

namespace HedgeFast.Commands;

/// <summary>hedgefast price</summary>
internal sealed class PriceCommand : Command
{
    /// <summary>With where to write.</summary>
    public PriceCommand(Terminal terminal)
        : base("price", "Prices and greeks of single options. Not in this version: it says so and exits with 2.")
    {
        TreatUnmatchedTokensAsErrors = false;
        SetAction(_ =>
        {
            terminal.Error.WriteLine("price: not in this version; it comes with the full greeks");
            return (int)ExitCode.Usage;
        });
    }
}
