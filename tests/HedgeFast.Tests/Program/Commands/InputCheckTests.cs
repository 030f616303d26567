namespace HedgeFast.Tests.Program.Commands;

/// <summary>Inputs of a run, as <c>check</c> reads them.</summary>
public sealed class InputCheckTests
{
    [Fact]
    public void F3_Inputs_that_a_run_can_use_pass_the_check()
    {
        using var program = new WholeProgram();
        int code = program.Execute("check", "--preset", "demo");
        Assert.True(code == 0, program.Error);
        Assert.Empty(program.Error);
    }

    [Fact]
    public void F3_A_book_that_a_run_refuses_fails_the_check()
    {
        using var program = new WholeProgram();
        File.WriteAllText(program.File("book.csv"), "{\"positions\": []}");
        Assert.Equal(3, program.Execute("check", "--preset", "demo", "--set", "book.file=book.csv"));
        Assert.Contains("book.csv", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void F3_A_tape_that_can_not_be_read_is_named()
    {
        using var program = new WholeProgram();
        File.WriteAllText(program.File("tape.csv"), "timestamp,bid_price\n");
        Assert.Equal(3, program.Execute("check", "--preset", "demo", "--set", "venue.tape=tape.csv"));
        Assert.Contains("venue.tape: ", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void F3_A_secret_that_is_not_set_fails_the_check_by_name()
    {
        using var program = new WholeProgram();
        Assert.Equal(
            3,
            program.Execute(
                "check", "--preset", "demo", "--set", "fix.user=u", "--set",
                "fix.secret=env:HEDGEFAST_TEST_NO_SUCH_SECRET"));
        Assert.Contains(
            "fix.secret: The secret env:HEDGEFAST_TEST_NO_SUCH_SECRET is absent or empty.", program.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Check_writes_a_line_for_each_unusable_input()
    {
        var program = new CommandRunner { Problems = ["a", "b"] };
        Assert.Equal(3, program.Execute("check", "--preset", "demo"));
        Assert.Equal("a\nb\n", program.Error);
    }
}
