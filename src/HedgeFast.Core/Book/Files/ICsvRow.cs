namespace HedgeFast.Core.Book.Files;

/// <summary>Turns the fields of a line into a row.</summary>
internal interface ICsvRow<out TRow>
    where TRow : class
{
    /// <summary>The row, or null after reporting everything that is wrong with it.</summary>
    TRow? Parse(CsvFields fields);
}
