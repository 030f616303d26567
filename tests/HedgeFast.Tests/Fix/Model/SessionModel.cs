using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Model;

/// <summary>An acceptor's session as one small value, reduced to the state that its rules read.</summary>
/// <remarks>
/// State, expected number, messages kept beyond a gap, requests, the silence of each side (in ticks of half a heartbeat
/// interval), and the messages sent and delivered in the last step. A message is its type's letter.
/// </remarks>
internal sealed record SessionModel
{
    private const int AttemptsMax = 4;
    private const string NothingHeld = "....";

    public FixSessionState Status { get; private set; }

    public int Expected { get; private set; } = 1;

    public int High { get; private set; }

    public int AskedTo { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>
    /// From the expected number on: '.' for nothing, else what waits: D, 1, 4, or - for what is answered already.
    /// </summary>
    public string Held { get; private set; } = NothingHeld;

    public int TicksSinceSent { get; private set; }

    public int TicksSinceHeard { get; private set; }

    public bool IsDoubted { get; private set; }

    public string Said { get; private set; } = "";

    public int Delivered { get; private set; }

    public bool IsUp => Status is FixSessionState.LoggedOn or FixSessionState.LogoutSent
        or FixSessionState.LogoutAnswered;

    public bool HasGap => High >= Expected;

    // ---- What happens ----

    public SessionModel Connect() => Next() with { Status = FixSessionState.AwaitingLogon };

    public SessionModel Drop() => Next().Down();

    public SessionModel AskLogout() => Next().StartLogout();

    public SessionModel Garbled() => Next();

    public SessionModel NotLogon() => Next().Down();

    public SessionModel Logon(int offset)
    {
        SessionModel next = Next();
        if (offset < 0)
            return next.Say('5').Down();
        next.Say('A');
        next.Status = FixSessionState.LoggedOn;
        next.Heard();
        if (offset == 0)
            next.MoveTo(Expected + 1);
        else if (next.SawBeyond(Expected + offset))
            next.Ask();
        return next;
    }

    public SessionModel Reset()
    {
        SessionModel next = Next();
        next.Heard();
        if (Status != FixSessionState.LoggedOn)
            return next;
        next.Forget();
        next.Say('A');
        next.Expected = 2;
        next.TicksSinceSent = 0;
        return next;
    }

    public SessionModel TooLow()
    {
        SessionModel next = Next();
        next.Heard();
        return next.Say('5').Down();
    }

    public SessionModel Duplicate()
    {
        SessionModel next = Next();
        next.Heard();
        return next;
    }

    public SessionModel Beyond(string kind, int offset)
    {
        SessionModel next = Next();
        next.Heard();
        if (kind == "Logout")
            return next.TakeLogout();
        int number = Expected + offset;
        if (next.Held[offset] == '.')
        {
            next.Hold(
            offset, kind switch { "App" => 'D', "Test" => '1', "GapFill" => '4', _ => '-' });
        }

        bool due = next.SawBeyond(number);
        if (due)
            next.Ask();
        if (kind == "Resend" && next.IsUp)
            next.Say('4');
        return next;
    }

    public SessionModel InSequence(string kind)
    {
        SessionModel next = Next();
        next.Heard();
        switch (kind)
        {
            case "App":
                next.Delivered++;
                break;
            case "Test":
                next.Say('0');
                break;
            case "Resend":
                next.Say('4');
                break;
            case "BadTime" or "BadIds":
                next.Say('3');
                break;
            case "ResetDown":
                return next.Say('3');
            default:
                break;
        }

        next.MoveTo(Expected + (kind == "GapFillTwo" ? 2 : 1));
        if (kind == "Logout")
            next.TakeLogout();
        if (kind is "BadTime" or "BadIds" or "Foreign" && Status == FixSessionState.LoggedOn)
            next.StartLogout();
        next.Drain();
        return next;
    }

    public SessionModel Tick()
    {
        SessionModel next = Next();
        if (Status != FixSessionState.LoggedOn)
            return next.Down();
        next.TicksSinceHeard++;
        next.TicksSinceSent++;
        if (IsDoubted && next.TicksSinceHeard >= 5)
            return next.Down();
        if (!IsDoubted && next.TicksSinceHeard >= 3)
        {
            next.IsDoubted = true;
            next.Say('1');
        }

        if (next.TicksSinceSent >= 2)
            next.Say('0');
        if (next.HasGap)
            next.Ask();
        return next;
    }

    // ---- Faults that a specification has to catch ----

    public SessionModel Broken(Action<SessionModel> how)
    {
        SessionModel copy = this with { };
        how(copy);
        return copy;
    }

    public void Silence() => Said = "";

    public void Say(string said) => Said = said;

    public void Deliver(int count) => Delivered = count;

    public void Expect(int number) => Expected = number;

    public void StayIn(FixSessionState status) => Status = status;

    public void KeepHeld() => Held = ".D..";

    // ---- How ----

    private SessionModel Next() => this with { Said = "", Delivered = 0 };

    private void Heard() => (TicksSinceHeard, IsDoubted) = (0, false);

    private SessionModel Say(char type)
    {
        Said += type;
        TicksSinceSent = 0;
        return this;
    }

    private void Hold(int offset, char kind) =>
        Held = string.Concat(Held.AsSpan(0, offset), [kind], Held.AsSpan(offset + 1));

    private bool SawBeyond(int number)
    {
        bool due = !HasGap || Expected > AskedTo;
        High = Math.Max(High, number);
        return due;
    }

    private void Ask()
    {
        if (Attempts == AttemptsMax)
        {
            Down();
            return;
        }

        Say('2');
        AskedTo = High;
        Attempts++;
    }

    private void MoveTo(int number)
    {
        Held = string.Concat(Held.AsSpan(number - Expected), NothingHeld.AsSpan(0, number - Expected));
        Expected = number;
        Attempts = 0;
        if (!HasGap)
            (High, AskedTo) = (0, 0);
    }

    private void Drain()
    {
        while (IsUp && Held[0] != '.')
        {
            char kind = Held[0];
            if (kind == 'D')
                Delivered++;
            if (kind == '1')
                Say('0');
            MoveTo(Expected + 1);
        }
    }

    private SessionModel TakeLogout()
    {
        if (Status == FixSessionState.LogoutSent)
            return Down();
        if (Status == FixSessionState.LoggedOn)
        {
            Say('5');
            Status = FixSessionState.LogoutAnswered;
        }

        return this;
    }

    private SessionModel StartLogout()
    {
        Status = FixSessionState.LogoutSent;
        return Say('5');
    }

    private void Forget()
    {
        Held = NothingHeld;
        (High, AskedTo, Attempts) = (0, 0, 0);
    }

    private SessionModel Down()
    {
        Forget();
        Status = FixSessionState.Disconnected;
        (TicksSinceSent, TicksSinceHeard, IsDoubted) = (0, 0, false);
        return this;
    }
}
