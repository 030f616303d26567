using HedgeFast.Monitor;
using HedgeFast.Monitor.Watch;
using HedgeFast.Report;
using HedgeFast.Tests.Program.Commands;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>Requests of an operator, from the line in the operator file through the loop to the exchange.</summary>
public sealed class OperatorFileEndToEndTests : IDisposable
{
    private const int HeldLots = 7;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-operator-").FullName;

    private string OperatorFile => Path.Combine(_folder, "operator");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void After_a_refused_logon_a_named_person_reconnects_the_session_and_it_hedges()
    {
        using var rig = new EngineRig(null, $"limits.operatorFile={OperatorFile}");
        int port = rig.Venue.BoundFixPort;
        rig.Venue.Kill();
        rig.Engine.Start();
        using (var gateway = new RefusingGateway(port, "account is closed today"))
        {
            rig.Until(() =>
            {
                gateway.DoWork();
                return rig.Engine.Status().Session.IsRefused;
            });
            Assert.Equal(1, gateway.Refused);
        }

        FixSessionStatus refused = rig.Engine.Status().Session;
        Assert.Matches("^refused, down until an operator reconnects it: .*account is closed today", refused.LastError);

        // The exchange would accept the session now, but no operator has reconnected it.
        rig.RestartVenue();
        rig.Venue.Start();
        Ask(rig, "reconnect");
        rig.Until(() => Refused(rig) == 1);
        Assert.True(rig.Engine.Status().Session.IsRefused);

        Ask(rig, "reconnect the night desk");
        rig.Until(() => rig.Counters.SessionUp != 0 && rig.Counters.Fills > 0);
        Assert.False(rig.Engine.Status().Session.IsRefused);
        Assert.Equal(1, Refused(rig));

        // Nothing is stopped now.
        Ask(rig, "reconnect the night desk");
        rig.Until(() => Refused(rig) == 2);
        rig.Until(() => rig.Engine.IsMarketClosed);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        rig.AssertProves();
    }

    [Fact]
    public void While_the_exchange_is_only_away_there_is_nothing_to_reconnect()
    {
        using var rig = new EngineRig(null, $"limits.operatorFile={OperatorFile}");
        rig.Venue.Kill();
        rig.Engine.Start();
        rig.Until(() => rig.Engine.LastError is not null);
        Ask(rig, "reconnect Q");
        rig.Until(() => Refused(rig) == 1);
        Assert.False(rig.Engine.Status().Session.IsRefused);
        rig.RestartVenue();
        rig.Venue.Start();
        rig.Until(() => rig.Counters.SessionUp != 0);
    }

    [Fact]
    public void A_position_that_differs_stops_the_hedge_until_the_exchanges_is_taken()
    {
        using var rig = new EngineRig(
            venue => venue with
            {
                Instruments = [.. venue.Instruments.Select(each => each with { StartLots = HeldLots })],
                UnpacedRowsPerSecond = 20_000,
            },
            $"limits.operatorFile={OperatorFile}");
        rig.Venue.Start();
        rig.Engine.Start();
        rig.Until(() => rig.Engine.Status().PositionsDiffer is not null && rig.Counters.Ticks > 1_000);
        Assert.Equal(
            $"BTCUSD_PERP: ours 0 lots, the exchange's {HeldLots}; settle it with: position BTCUSD_PERP LOTS NAME",
            rig.Engine.Status().PositionsDiffer);
        Assert.Equal(0, rig.Counters.Orders);

        Ask(rig, "position BTCUSD_PERP 8 Q");
        rig.Until(() => Refused(rig) == 1);
        Ask(rig, $"position BTCUSD_PERP {HeldLots} Q");
        rig.Until(() => rig.Counters.Fills > 0);
        Assert.Null(rig.Engine.Status().PositionsDiffer);
        rig.Until(() => rig.Engine.IsMarketClosed);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition + HeldLots, report.EnginePosition);
        rig.AssertProves();
    }

    private static long Refused(EngineRig rig) => RequestWords.Count(rig.Engine.Status());

    // Written beside and moved, as a program that must not be read half-way does it.
    private void Ask(EngineRig rig, string line)
    {
        File.WriteAllText(OperatorFile + ".new", line);
        File.Move(OperatorFile + ".new", OperatorFile);
        rig.Until(() => !File.Exists(OperatorFile));
    }
}
