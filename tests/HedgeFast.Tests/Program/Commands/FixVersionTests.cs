using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Transport;
using HedgeFast.Report;
using HedgeFast.Tests.Fix.Transport;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// The engine by its command line beside the exchange in its process, over each FIX version, plain and under TLS.
/// </summary>
public sealed class FixVersionTests
{
    [Theory]
    [InlineData("4.2")]
    [InlineData("4.4")]
    [InlineData("5.0sp2")]
    public void The_tape_is_hedged_over_each_version_even_when_the_exchange_errs(string version)
    {
        using var program = new WholeProgram();
        RunReport report = Run(
            program, $"fix.version={version}",
            "venue.scenarios=bust%7,duplicate-execution%5,no-answer%11,fill-before-ack%3,cancel-unasked%13");
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.NotEqual(0, report.EnginePosition);
        Assert.InRange(report.Fills, 1, long.MaxValue);
        Assert.InRange(report.OrderAlarms, 1, long.MaxValue);
        Assert.Equal(0, report.Anomalies);
    }

    [Theory]
    [InlineData("4.2", "FIX42.xml", null)]
    [InlineData("4.4", "FIX44.xml", null)]
    [InlineData("5.0sp2", "FIX50SP2.xml", "FIXT11.xml")]
    public void Every_message_of_the_exchange_passes_the_dictionary(
        string version, string dictionary, string? transport)
    {
        string[] sets =
        [
            $"fix.version={version}", $"fix.dictionary={SharedData.PathOf("fix", dictionary)}",
            "venue.scenarios=bust%7",
        ];
        using var program = new WholeProgram();
        RunReport report = Run(
            program,
            transport is null ? sets : [.. sets, $"fix.transportDictionary={SharedData.PathOf("fix", transport)}"]);
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.InRange(report.Fills, 1, long.MaxValue);
        Assert.Equal(0L, report.Rejects);
        Assert.Equal(0L, report.Anomalies);
        Assert.Equal(0L, report.Alerts.GetValueOrDefault("position-unconfirmed"));
    }

    [Fact]
    public void Under_tls_the_exchange_knows_the_engine_by_its_certificate()
    {
        using var program = new WholeProgram();
        string[] sets = WithTls(program, out string pin);
        RunReport report = Run(program, [.. sets, $"venue.tls.clientPins={pin}"]);
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.NotEqual(0, report.EnginePosition);
        Assert.InRange(report.Fills, 1, long.MaxValue);
    }

    [Fact]
    public void An_engine_with_another_certificate_never_logs_on()
    {
        using var program = new WholeProgram();
        string[] sets = WithTls(program, out _);
        Assert.Equal(
            0,
            Execute(
                program,
                ["--duration", "1s"],
                [
                    .. sets, $"venue.tls.clientPins={new string('a', 64)}", "fix.reconnectMinMs=10",
                    "fix.reconnectMaxMs=20",
                ]));
        Assert.Equal(0L, program.Report!.Orders);
        Assert.Equal(0L, program.Report.EnginePosition);
    }

    [Fact]
    public void A_key_that_others_may_read_stops_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no mode there");
        using var program = new WholeProgram();
        string[] sets = WithTls(program, out _);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program.File("client.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Equal(3, Execute(program, [], sets));
        Assert.Contains("must have mode 0600", program.Error, StringComparison.Ordinal);
        Assert.Null(program.Report);
    }

    private static RunReport Run(WholeProgram program, params string[] sets)
    {
        int code = Execute(program, [], sets);
        Assert.True(code == 0, $"exit code {code}: {program.Error}{program.Output}");
        return program.Report!;
    }

    private static int Execute(WholeProgram program, string[] options, string[] sets) =>
        program.Execute(
            [
                "run", "--preset", "demo", "--speed", "max", .. options,
                .. sets.SelectMany(set => new[] { "--set", set }),
            ]);

    // Certificates of one authority in files, the exchange's for the address it listens on by name.
    private static string[] WithTls(WholeProgram program, out string clientPin)
    {
        var authority = new TestCertificates("Test Root");
        using X509Certificate2 venue = authority.Issue("venue.example"), client = authority.Issue("client.example");
        clientPin = FixTlsSettings.PinOf(client);
        File.WriteAllText(program.File("roots.pem"), authority.RootPem);
        Write("venue", venue);
        Write("client", client);
        return
        [
            "fix.tls.enabled=true", "fix.tls.serverName=venue.example", "fix.tls.rootsFile=roots.pem",
            "fix.tls.certificateFile=client.pem", "fix.tls.keyFile=client.key",
            "venue.tls.certificateFile=venue.pem", "venue.tls.keyFile=venue.key", "venue.tls.clientRootsFile=roots.pem",
        ];

        void Write(string name, X509Certificate2 certificate)
        {
            File.WriteAllText(program.File(name + ".pem"), certificate.ExportCertificatePem());
            string key = program.File(name + ".key");
            File.WriteAllText(key, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
