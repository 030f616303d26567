using System.Xml.Linq;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// A stage knows the stages before it and never a later one; Core stands on Fix alone, and Fix on nothing.
/// </summary>
public sealed class DependencyTests
{
    private const string Core = "src/HedgeFast.Core";

    private static readonly string[] Folders =
    [
        "Ring", "Telemetry", "Book", "Control", "Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit",
        "Resume", "Loop",
    ];

    // The stages follow the tick, and so does the alphabet.
    private static readonly string[] Stages =
    [
        "Control", "Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit",
    ];

    // Resume and Loop read all settings of a run; every other room gets what it needs of them by constructor.
    private static readonly RoomOrder Order = new(Core, Folders, typeof(IStage).Assembly, "Resume", "Loop");

    [Fact]
    public void Stages_mention_no_later_stage() =>
        SourceTree.AssertNone(
            "In src/HedgeFast.Core a stage uses the stages before it, Book, Ring and Telemetry, and no later stage.",
            SourceTree.Repository.Files([Core], ".cs").SelectMany(Order.Violations));

    [Fact]
    public void The_alphabet_follows_the_tick() =>
        Assert.Equal(Stages.Order(StringComparer.Ordinal), Stages);

    [Fact]
    public void Core_has_the_agreed_folders_and_no_other() =>
        Assert.Equal([], Order.RoomsWithoutPlace(SourceTree.Repository.Files([Core], ".cs")));

    [Fact]
    public void Fix_mentions_nothing_of_core() =>
        SourceTree.AssertNone(
            "src/HedgeFast.Fix is usable on its own: it mentions nothing of HedgeFast.Core.",
            SourceTree.Repository.Files(["src/HedgeFast.Fix"], ".cs")
                .SelectMany(
                    file =>
                        file.Code.Select((code, line) => (code, line))
                            .Where(entry => entry.code.Contains("HedgeFast.Core", StringComparison.Ordinal))
                            .Select(entry => file.At(entry.line, entry.code.Trim()))));

    [Theory]
    [InlineData("src/HedgeFast.Core/HedgeFast.Core.csproj", "../HedgeFast.Fix/HedgeFast.Fix.csproj")]
    [InlineData("src/HedgeFast.Fix/HedgeFast.Fix.csproj", null)]
    public void The_libraries_reference_no_package(string project, string? onlyReference)
    {
        XDocument document = XDocument.Load(Path.Combine(SourceTree.Repository.Root, project));
        Assert.Empty(Includes(document, "PackageReference"));
        Assert.Equal(onlyReference is null ? [] : [onlyReference], Includes(document, "ProjectReference"));
        Assert.Equal("true", Assert.Single(document.Descendants("IsAotCompatible")).Value);
    }

    [Theory]
    [InlineData("Feed", "using HedgeFast.Core.Orders;", true)]
    [InlineData("Feed", "using Sent = HedgeFast.Core.Limits.OrderIntent;", true)]
    [InlineData("Feed", "HedgeFast.Core.Hedge.Band band;", true)]
    [InlineData("Feed", "Orders.IOrderPort port;", true)]
    [InlineData("Feed", "Core.Orders.IOrderPort port;", true)]
    [InlineData("Book", "using HedgeFast.Core.Feed;", true)]
    [InlineData("Ring", "using HedgeFast.Core.Telemetry;", true)]
    [InlineData("Journal", "private readonly Pipeline _pipeline;", true)]
    [InlineData("Profit", "HedgeSettings settings", true)]
    [InlineData("Loop", "HedgeSettings settings", false)]
    [InlineData("Greeks/Solver", "using HedgeFast.Core.Hedge;", true)]
    [InlineData("Greeks/Solver", "using HedgeFast.Core.Feed;", false)]
    [InlineData("Resume", "using HedgeFast.Core.Loop;", true)]
    [InlineData("Orders", "using HedgeFast.Core.Feed;", false)]
    [InlineData("Orders", "using HedgeFast.Core.Ring;", false)]
    [InlineData("Feed", "settings.Orders.Count", false)]
    [InlineData("Feed", "Orders.Count", false)]
    [InlineData("Feed", "// HedgeFast.Core.Orders would be wrong here", false)]
    [InlineData("Feed", "using System.IO.Pipelines;", false)]
    public void The_check_sees_what_it_forbids(string folder, string code, bool forbidden) =>
        Assert.Equal(forbidden, Order.Violations(new SourceFile($"{Core}/{folder}/Any.cs", code)).Any());

    [Fact]
    public void Files_of_the_root_folder_may_use_every_stage() =>
        Assert.Empty(
            Order.Violations(new SourceFile($"{Core}/Pipeline.cs", "using HedgeFast.Core.Orders;")));

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(reference => reference.Attribute("Include")!.Value);
}
