using CsCheck;

namespace HedgeFast.Tests.Fix.Model;

/// <summary>
/// Proves the rules of a session on a model, the proof by planted faults, and each possible step of the engine by the
/// model.
/// </summary>
public sealed class SessionModelTests(ITestOutputHelper output)
{
    private const int Threads = 2;

    [Fact]
    public void The_model_keeps_every_rule_in_every_state()
    {
        SpecReport<SessionModel> report = SessionSpec.Create().Exhaustive(output.WriteLine, threads: Threads);
        Assert.True(report.Closed);
        Assert.Equal(0, report.DeadlockStates);
    }

    [Fact]
    public void Every_fault_is_caught()
    {
        SpecFaultsReport report = SessionSpec.Create().Faults(output.WriteLine, threads: Threads);
        Assert.Empty(report.Uncaught);
        Assert.Empty(report.Inconclusive);
        Assert.Empty(report.Unexercised);
    }

    [Fact]
    public void The_engine_answers_every_step_of_the_model_as_the_model_does()
    {
        SpecReport<SessionModel> report = SessionSpec.Create().ConformExhaustive(
            () => new SessionUnderModel(), (session, step) => session.Apply(step), output.WriteLine, threads: Threads);
        Assert.True(report.Closed);
    }

    [Fact]
    public void The_engine_walks_as_the_model_does_however_a_state_was_reached() =>
        SessionSpec.Create().Conform(
            () => new SessionUnderModel(), (session, step) => session.Apply(step), output.WriteLine, iter: 2_000,
            threads: Threads);
}
