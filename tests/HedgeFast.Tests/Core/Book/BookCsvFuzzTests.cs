using System.Text;
using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Book;

/// <summary>
/// Whatever the file holds, the reader reports or accepts; and what it accepts never becomes a delta that is no number.
/// </summary>
public sealed class BookCsvFuzzTests
{
    private const long Now = 1_723_161_257_000_000_000;

    private const string Valid =
        "symbol,underlying,type,strike,expiry,settlement,model,quantity,multiplier,iv\n"
        + "A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,-2.5,1,0.57\n"
        + "\"B\",BTC,put,1e4,1725004800000,linear,bsm,3,10,0.9\r\n"
        + "C,BTC,put,-7,1725004800000,linear,bachelier,3,10,900\n";

    private static readonly Gen<string> GenPiece = Gen.OneOf(
        Gen.OneOf(
            ",", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "\uFEFF", "\uFFFD", "\uD800", "-", "1", "9", ".", "e", "E308",
            "NaN", "Infinity", "call", "bachelier", " ", "\t", Valid),
        Gen.String);

    private static readonly Gen<(int At, int Removed, string Inserted)> GenEdit = Gen.Select(
        Gen.Int[0, Valid.Length], Gen.Int[0, 6], GenPiece);

    [Fact]
    public void Edited_files_never_throw_and_never_give_half_a_book() =>
        GenEdit.Array[1, 6].Sample(
            edits =>
            {
                StringBuilder text = new(Valid);
                foreach ((int at, int removed, string inserted) in edits)
                {
                    int start = Math.Min(at, text.Length);
                    text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, inserted);
                }

                Check(BookCsv.Read(new StringReader(text.ToString()), "fuzz", new BookRules { ValuationNanos = Now }));
            },
            iter: 20_000);

    [Fact]
    public void Arbitrary_bytes_never_throw() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Check(BookCsv.Read(new MemoryStream(bytes), "fuzz")), iter: 5_000);

    private static void Check(CsvReadResult<OptionRow> result)
    {
        Assert.True(result.IsValid ? result.Rows.Count > 0 : result.Rows.Count == 0);
        if (!result.IsValid)
            return;

        string[] underlyings = [.. result.Rows.Select(row => row.Underlying).Distinct()];
        OptionBook book = OptionBook.Create(result.Rows, underlyings);
        PortfolioDelta portfolio = new(
            book, [.. underlyings.Select(_ => DeltaConvention.Forward)],
            [.. underlyings.Select(_ => new UnderlyingCarry(0.1, -0.1, 1))], DeltaKernel.Choose());
        for (int i = 0; i < underlyings.Length; i++)
            Assert.True(double.IsFinite(portfolio.Revalue(i, 61_700, Now)));
    }
}
