namespace HedgeFast.Fix.Codec;

/// <summary>
/// Pairs of length field and data field. A data value may contain SOH, so it is skipped by its length.
/// </summary>
internal static class DataFields
{
    /// <summary>The data field that <paramref name="lengthTag"/> announces, or 0 when it announces none.</summary>
    public static int Announced(int lengthTag) => lengthTag switch
    {
        < 90 => 0,
        90 => 91,
        93 => 89,
        95 => 96,
        212 => 213,
        348 => 349,
        350 => 351,
        352 => 353,
        354 => 355,
        356 => 357,
        358 => 359,
        360 => 361,
        362 => 363,
        364 => 365,
        445 => 446,
        618 => 619,
        621 => 622,
        1184 => 1185,
        1277 => 1278,
        1280 => 1281,
        1397 => 1398,
        1401 => 1402,
        1403 => 1404,
        _ => 0,
    };

    /// <summary>The length field that announces <paramref name="dataTag"/>, or 0 when it's no data field.</summary>
    public static int Announcing(int dataTag)
    {
        // Each precedes its data field by one, but for the signature's.
        int lengthTag = dataTag == Tags.Signature ? Tags.SignatureLength : dataTag - 1;
        return Announced(lengthTag) == dataTag ? lengthTag : 0;
    }
}
