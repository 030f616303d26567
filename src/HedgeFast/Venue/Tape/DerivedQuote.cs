using System.Globalization;

namespace HedgeFast.Venue.Tape;

/// <summary>An instrument quoted beside the tape's, at its prices plus a fraction of them.</summary>
/// <param name="Instrument">Dense index.</param>
/// <param name="Basis">The fraction, above -1; negative is below the tape.</param>
public readonly record struct DerivedQuote(int Instrument, double Basis)
{
    /// <summary>
    /// Reads a list such as <c>BTCUSDC_PERP=0.001,BTC_SEP=0.01</c>; the tape's own symbol is the first.
    /// </summary>
    public static bool TryParse(string text, IReadOnlyList<string> symbols, out IReadOnlyList<DerivedQuote> derived)
    {
        var found = new List<DerivedQuote>();
        derived = found;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] halves = part.Split('=');
            int instrument = symbols.ToList().IndexOf(halves[0]);
            if (halves.Length != 2 || instrument < 1 || found.Any(quote => quote.Instrument == instrument))
                return false;
            if (!double.TryParse(halves[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double basis))
                return false;
            if (!(basis > -1 && basis <= 1))
                return false;
            found.Add(new DerivedQuote(instrument, basis));
        }

        return true;
    }
}
