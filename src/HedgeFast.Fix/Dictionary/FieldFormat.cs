namespace HedgeFast.Fix.Dictionary;

/// <summary>How the value of a field is written.</summary>
internal enum FieldFormat : byte
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>One character.</summary>
    Character,

    /// <summary>Y or N.</summary>
    Boolean,

    /// <summary>An integer with an optional minus sign.</summary>
    Integer,

    /// <summary>A decimal number with an optional minus sign and point.</summary>
    Decimal,

    /// <summary>yyyyMMdd-HH:mm:ss with an optional fraction.</summary>
    UtcTimestamp,

    /// <summary>HH:mm:ss with an optional fraction.</summary>
    UtcTime,

    /// <summary>yyyyMMdd.</summary>
    Date,

    /// <summary>yyyyMM, with an optional day or week behind.</summary>
    MonthYear,

    /// <summary>Several values, separated by spaces.</summary>
    Values,

    /// <summary>Any bytes.</summary>
    Data,
}
