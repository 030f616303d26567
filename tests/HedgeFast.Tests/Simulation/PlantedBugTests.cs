using HedgeFast.Simulation.Bugs;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Simulation;

/// <summary>Planted bugs fit the code as it is, and the hunt for them reads what the simulator answers.</summary>
public sealed class PlantedBugTests
{
    private const int KindWordsMax = 12;
    private const int BugsMin = 40;

    private static readonly string Root = SourceTree.Repository.Root;
    private static readonly IReadOnlyList<PlantedBug> All =
        BugReader.ReadAll(Path.Combine(Root, "tests/HedgeFast.Simulation/Bugs"));

    private static readonly PlantedBug Bug =
        new() { Id = "B01", Kind = "a kind", Changes = [new BugChange("src/A.cs", "b\n", "c\n")] };

    [Fact]
    public void Every_planted_bug_fits_its_files_once() =>
        SourceTree.AssertNone(
            "The old lines of a planted bug stand once in their file; where the code has changed, plant it anew.",
            All.SelectMany(bug => bug.Changes.Select(change => (bug, change)))
                .Select(each => (each.bug, each.change, places: Places(each.change)))
                .Where(each => each.places != 1)
                .Select(each => $"{each.bug.Id} ({each.bug.Kind}), {each.change.File}: {each.places} times"));

    [Fact]
    public void Changes_of_one_bug_leave_each_other_whole() =>
        Assert.All(All, bug => Assert.All(
            bug.Changes.GroupBy(change => change.File),
            file => file.Aggregate(File.ReadAllText(Path.Combine(Root, file.Key)), BugChanges.Apply)));

    [Fact]
    public void Planted_bugs_are_many_short_in_words_and_all_different()
    {
        Assert.True(All.Count >= BugsMin, $"{All.Count} planted bugs");
        Assert.Equal(All.Count, All.Select(bug => bug.Id).Distinct().Count());
        Assert.Equal(
            All.Count, All.Select(bug => string.Concat(bug.Changes.Select(change => $"{change}"))).Distinct().Count());
        Assert.All(All, bug => Assert.InRange(bug.Kind.Split(' ').Length, 1, KindWordsMax));
        Assert.All(All, bug => Assert.All(bug.Changes, change => Assert.StartsWith("src/", change.File)));
    }

    [Fact]
    public void A_file_of_bugs_is_read_with_its_words_and_changes()
    {
        PlantedBug bug = Assert.Single(BugReader.Read(
            "a.bug",
            [
                "# Words.", "", "=== B07", "kind: a kind", "case: M1", "needs: fills", "file: src/A.cs", "--- old",
                "  a", "+++ new", "", "--- old", "  b", "", "  c", "+++ new", "  d", "", "",
            ]));
        Assert.Equal("B07", bug.Id);
        Assert.Equal("a kind", bug.Kind);
        Assert.Equal("M1", bug.Case);
        Assert.Equal("fills", bug.Needs);
        Assert.Equal(2, bug.Changes.Count);
        Assert.Equal(new BugChange("src/A.cs", "  a\n", ""), bug.Changes[0]);
        Assert.Equal(new BugChange("src/A.cs", "  b\n\n  c\n", "  d\n"), bug.Changes[1]);
    }

    [Theory]
    [InlineData("has no kind", "=== B01", "file: src/A.cs", "--- old", "a", "+++ new", "b")]
    [InlineData("has no file", "=== B01", "kind: a kind", "--- old", "a", "+++ new", "b")]
    [InlineData("0 changes", "=== B01", "kind: a kind")]
    [InlineData("changes nothing", "=== B01", "kind: a kind", "file: src/A.cs", "--- old", "a", "+++ new", "a")]
    [InlineData("no old lines", "=== B01", "kind: a kind", "file: src/A.cs", "--- old", "+++ new", "a")]
    [InlineData("none of kind", "=== B01", "kinds: a kind")]
    public void A_file_of_bugs_that_is_wrong_is_refused_in_words(string words, params string[] lines) =>
        Assert.Contains(
            words, Assert.Throws<InvalidDataException>(() => BugReader.Read("a.bug", lines)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_change_replaces_whole_lines_where_they_stand_once()
    {
        var change = new BugChange("src/A.cs", "b\n", "c\n");
        Assert.Equal("ab\nc\nb \n", BugChanges.Apply("ab\nb\nb \n", change));
        Assert.Equal(2, BugChanges.Places("b\nab\nb\n", change));
        Assert.Throws<InvalidDataException>(() => BugChanges.Apply("ab\n", change));
    }

    [Fact]
    public void A_run_that_fails_a_seed_has_caught_the_bug()
    {
        var end = new ChildEnd(1, ["seed 105 failed: PositionIsSumOfFills: 3 lots, not 2", "105 seeds, 1 failed"]);
        BugResult result = BugResult.Of(Bug, end, 101, 100);
        Assert.Equal("PositionIsSumOfFills", result.CaughtBy);
        Assert.Equal(105, result.Seed);
        Assert.Equal(105, result.Seeds);
        Assert.Null(result.Error);
    }

    [Fact]
    public void A_run_without_a_failure_a_cut_one_and_a_broken_one_have_not()
    {
        BugResult passed = BugResult.Of(Bug, new ChildEnd(0, ["100 seeds, 0 failed"]), 101, 100);
        BugResult cut = BugResult.Of(Bug, new ChildEnd(null, []), 101, 100);
        BugResult broken = BugResult.Of(Bug, new ChildEnd(134, ["Unhandled exception"]), 101, 100);
        Assert.False(passed.IsCaught);
        Assert.Equal(200, passed.Seeds);
        Assert.False(cut.IsCaught);
        Assert.True(cut.IsCut);
        Assert.Equal(100, cut.Seeds);
        Assert.False(broken.IsCaught);
        Assert.Equal("exit code 134: Unhandled exception", broken.Error);
    }

    [Fact]
    public void The_table_has_a_row_for_each_bug_and_a_sentence_of_counts()
    {
        BugResult[] results =
        [
            new() { Bug = Bug, CaughtBy = "Position", Seed = 7, Seeds = 7, Seconds = 12.4 },
            new() { Bug = Bug with { Id = "B02", Case = "M2|M3" }, Seeds = 400, Seconds = 40 },
        ];
        string[] lines = BugTable.Write(results, 400).Split('\n');
        Assert.Equal("1 of 2 planted bugs caught within 400 seeds.", lines[0]);
        Assert.Equal("| B01 | A.cs | a kind |  | Position | 7 | 7 | 12 |", lines[4]);
        Assert.Equal("| B02 | A.cs | a kind | M2\\|M3 | NOT CAUGHT |  | 400 | 40 |", lines[5]);
    }

    [Fact]
    public void Options_are_read_and_unknown_ones_refused()
    {
        BugOptions options = Assert.IsType<BugOptions>(
            BugOptions.Read(
                ["--only", "B07,B12", "--seeds", "50", "--seconds", "9", "--copies", "1", "--out", "t.md"]));
        Assert.Equal(["B07", "B12"], options.Only);
        Assert.Equal(50, options.Seeds);
        Assert.Equal(TimeSpan.FromSeconds(9), options.Limit);
        Assert.Equal(1, options.Copies);
        Assert.Equal(Path.GetFullPath("t.md"), options.Out);
        Assert.Null(BugOptions.Read(["--seeds", "none"]));
        Assert.Null(BugOptions.Read(["--seeds"]));
        Assert.Null(BugOptions.Read(["--seed", "5"]));
    }

    private static int Places(BugChange change)
    {
        string path = Path.Combine(Root, change.File);
        return File.Exists(path) ? BugChanges.Places(File.ReadAllText(path), change) : 0;
    }
}
