using System.Globalization;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Commands;

/// <summary>Lines of the result of <c>hedgefast price</c>, numbers to 17 significant digits.</summary>
internal sealed class PriceText
{
    private const int NumberMax = 32;
    private const int NumbersMax = 512;
    private const int Numbers = 8;

    private char[] _text = new char[1 << 18];
    private int _length;

    /// <summary>What has been added.</summary>
    public ReadOnlySpan<char> Span => _text.AsSpan(0, _length);

    /// <summary>Adds the line of an option.</summary>
    public void Add(in OptionToPrice option, in OptionValue value)
    {
        Text(option.Row.Symbol);
        if (option.Fault is not null)
        {
            _text.AsSpan(_length, Numbers + 1).Fill(',');
            _length += Numbers + 1;
            Text(option.FaultText);
            _text[_length++] = '\n';
            return;
        }

        Number(value.Price);
        Number(option.Terms.Volatility);
        Number(value.Delta(option.Convention));
        Number(value.ForwardDelta);
        Number(value.PremiumAdjustedDelta);
        Number(value.Gamma);
        Number(value.Vega);
        Number(value.Theta);
        _text[_length++] = ',';
        _text[_length++] = '\n';
    }

    // With room behind it for the numbers of the line.
    private void Text(string text)
    {
        string field = CsvCell.Write(text);
        if (_text.Length - _length < field.Length + NumbersMax)
            Array.Resize(ref _text, (2 * _text.Length) + field.Length);
        field.CopyTo(_text.AsSpan(_length));
        _length += field.Length;
    }

    // What is not defined for an option stays empty; there is no other way to a value that is no number. Adding zero takes the sign off a zero.
    private void Number(double value)
    {
        _text[_length++] = ',';
        if (double.IsNaN(value))
            return;
        (value + 0.0).TryFormat(_text.AsSpan(_length, NumberMax), out int written, "G17", CultureInfo.InvariantCulture);
        _length += written;
    }
}
