namespace HedgeFast.Fix.Profiles;

/// <summary>Check of text that config writes into a message.</summary>
internal static class FieldText
{
    /// <summary>
    /// Refuses anything but printable ASCII without '=': SOH would end the field and let the value forge others.
    /// </summary>
    /// <exception cref="ArgumentException">The value is another one. It's not repeated in the message.</exception>
    public static void Check(string value, string what)
    {
        if (value.Length is 0 or > 256 || !value.All(c => c is >= ' ' and <= '~' and not '='))
            throw new ArgumentException($"{what} must be 1 to 256 characters of printable ASCII without '='.");
    }
}
