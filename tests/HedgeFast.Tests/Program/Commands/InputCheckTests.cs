namespace HedgeFast.Tests.Program.Commands;

/// <summary>What check reads of the inputs of a run.</summary>
public sealed class InputCheckTests
{
    [Fact]
    public void F3_Inputs_that_a_run_can_use_are_good()
    {
        using var program = new WholeProgram();
        int code = program.Execute("check", "--preset", "demo");
        Assert.True(code == 0, program.Error);
        Assert.Empty(program.Error);
    }

    [Fact]
    public void F3_A_book_that_run_refuses_check_refuses()
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
    public void F3_A_secret_that_is_not_set_is_named_and_not_looked_for_at_the_logon()
    {
        using var program = new WholeProgram();
        Assert.Equal(3, program.Execute("check", "--preset", "demo", "--set", "fix.user=u", "--set", "fix.secret=env:HEDGEFAST_TEST_NO_SUCH_SECRET"));
        Assert.Contains("fix.secret: The secret env:HEDGEFAST_TEST_NO_SUCH_SECRET is absent or empty.", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_input_that_can_not_be_used_is_a_line()
    {
        var program = new CommandRunner { Problems = ["a", "b"] };
        Assert.Equal(3, program.Execute("check", "--preset", "demo"));
        Assert.Equal("a\nb\n", program.Error);
    }
}
