using System.Globalization;

namespace HedgeFast.Venue.Tape;

/// <summary>An instrument that is quoted beside that of the tape: at the same prices and a fraction of them above.</summary>
/// <param name="Instrument">Dense index.</param>
/// <param name="Basis">The fraction; negative is below. More than -1.</param>
public readonly record struct DerivedQuote(int Instrument, double Basis)
{
    /// <summary>Reads a list such as <c>BTCUSDC_PERP=0.001,BTC_SEP=0.01</c>; empty is none. The tape's own instrument is the first.</summary>
    public static bool TryParse(string text, IReadOnlyList<string> symbols, out IReadOnlyList<DerivedQuote> derived)
    {
        var found = new List<DerivedQuote>();
        derived = found;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] halves = part.Split('=');
            int instrument = symbols.ToList().IndexOf(halves[0]);
            if (halves.Length != 2 || instrument < 1 || found.Any(quote => quote.Instrument == instrument)
                || !double.TryParse(halves[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double basis) || !(basis > -1 && basis <= 1))
                return false;
            found.Add(new DerivedQuote(instrument, basis));
        }

        return true;
    }
}
