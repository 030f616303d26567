using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Fix;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>Position reports, against the dictionaries of the versions that have them.</summary>
public sealed class PositionWriterTests
{
    private const long ExchangeNanos = 1_723_161_257_000_000_000;

    private delegate void Write(ref FixBody body);

    [Theory]
    [InlineData("FIX.4.4", "FIX44.xml", null)]
    [InlineData("FIXT.1.1", "FIX50SP2.xml", "FIXT11.xml")]
    public void Request_report_and_ack_pass_the_dictionary(string begin, string dictionary, string? transport)
    {
        var rules = new DictionaryRules
        {
            Application = DataDictionary.Read(SharedData.PathOf("fix", dictionary)),
            Transport = transport is null ? null : DataDictionary.Read(SharedData.PathOf("fix", transport)),
        };
        Check(
            "AN",
            (ref FixBody body) => PositionMessages.WriteRequestForPositions(ref body, "p1"u8, "ACC"u8, ExchangeNanos));
        Check(
            "AP",
            (ref FixBody body) => ReportWriter.Write(
                ref body, Report(VenueReportKind.Position, -3), LoopRig.Perpetual, isFix42: false));
        Check(
            "AO",
            (ref FixBody body) => ReportWriter.Write(
                ref body, Report(VenueReportKind.NoPositions, 0), null, isFix42: false));

        void Check(string type, Write write)
        {
            string text = Text(write);
            string header = transport is null ? "" : "1128=9|";
            Assert.True(
                FixMessage.TryRead(
                    FixText.Frame($"35={type}|34=2|49=V|52=20240808-23:54:17|56=H|{header}{text}", begin),
                    out FixMessage message));
            var fault = new MessageValidator(rules).Check(message);
            Assert.True(fault.IsNone, $"{type}: {fault.Reason} {fault.RefTag} in {text}");
        }
    }

    [Fact]
    public void A_position_report_has_account_and_number_of_reports()
    {
        Assert.Equal(
            "721=2-9|710=p1|727=1|728=0|715=20240808|1=ACC|581=1|"
            + "55=BTCUSD_PERP|730=60000.5|731=2|734=60000.5|702=1|703=TOT|705=3|",
            Text(
                (ref FixBody body) => ReportWriter.Write(
                    ref body, Report(VenueReportKind.Position, -3), LoopRig.Perpetual, isFix42: false)));
        Assert.Equal(
            "721=2-9|710=p1|727=0|728=2|729=0|1=ACC|581=1|",
            Text(
                (ref FixBody body) => ReportWriter.Write(
                    ref body, Report(VenueReportKind.NoPositions, 0), null, isFix42: false)));
    }

    private static string Text(Write write)
    {
        var body = new FixBody(new byte[512]);
        write(ref body);
        return FixText.Show(body.Written);
    }

    private static VenueReport Report(VenueReportKind kind, long lots) => new()
    {
        Epoch = 2,
        Number = 9,
        Kind = kind,
        ClOrdId = IdText.Of("ACC"),
        RelatedId = IdText.Of("p1"),
        Symbol = IdText.Of("BTCUSD_PERP"),
        Instrument = lots == 0 ? -1 : 0,
        LastLots = lots,
        LastTicks = 600_005,
        ExchangeNanos = ExchangeNanos,
        MassReports = lots == 0 ? 0 : 1,
    };
}
