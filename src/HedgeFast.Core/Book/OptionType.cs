namespace HedgeFast.Core.Book;

/// <summary>The right an option gives.</summary>
public enum OptionType : byte
{
    /// <summary>To buy at the strike.</summary>
    Call = 1,

    /// <summary>To sell at the strike.</summary>
    Put = 2,
}
