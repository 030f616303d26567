namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>The exchange's messages that the engine has read, in sequence and on a session that accepts them.</summary>
/// <param name="accept">Receives each once, with its place in the order of all.</param>
internal sealed class SeenMessages(Action<WireMessage, long> accept)
{
    private const int HeldMost = 64;
    private const long Life = 1_000_000_000;

    private readonly WireReader _reader = new();
    private readonly List<WireMessage> _read = [];
    private readonly SortedDictionary<long, WireMessage> _held = [];
    private int _link;
    private long _life;
    private long _asked;
    private bool _hasLoggedOut;
    private LinkState _state = LinkState.AwaitsLogon;

    private enum LinkState : byte
    {
        AwaitsLogon,
        Up,
        Dead,
    }

    /// <summary>Number expected next.</summary>
    public long Expected { get; private set; } = 1;

    /// <summary>Whether the exchange's logon was accepted on the connection of now.</summary>
    public bool IsUp => _state == LinkState.Up;

    /// <summary>Whether messages beyond a gap wait.</summary>
    public bool HasGap => _held.Count > 0;

    /// <summary>Whether the exchange's logon has begun the numbers anew since this was last set to false.</summary>
    public bool IsReset { get; set; }

    /// <summary>Whether the process may have begun with an older message store than the one before left.</summary>
    public bool MayBeOlder { get; set; }

    /// <summary>Connection of now.</summary>
    public int Link => _link;

    /// <summary>Receives the place from which on messages were asked for once more.</summary>
    public Action<long>? Lowered { get; set; }

    /// <summary>The process has died, and with it what it had read and not processed.</summary>
    public void OnDeath() => Begin(0);

    /// <summary>Both sides begin again at 1.</summary>
    public void OnReset()
    {
        Begin(0);
        Expected = 1;
    }

    /// <summary>The engine has read bytes of a connection.</summary>
    public void OnRead(int link, ReadOnlySpan<byte> bytes)
    {
        if (link != _link)
            Begin(link);
        _reader.Add(bytes);
        while (_reader.TryRead(link, out WireMessage message))
            _read.Add(message);
    }

    /// <summary>The engine has sent a message: it says where its session stands.</summary>
    public void OnSent(in WireMessage message)
    {
        if (message.Link != _link)
            Begin(message.Link);
        switch (message.Type)
        {
            case "A" when message.Is(141, "Y"):
                BeginLife();
                break;
            case "A" when message.NumberOf(789) is { } next && next < Expected:
                Lower(next);
                break;
            case "2":
                _asked = message.Number(7);
                break;
            case "5":
                _hasLoggedOut = true;
                break;
        }
    }

    /// <summary>Takes what was read in a round.</summary>
    public void EndRound()
    {
        if (_asked > 0 && _asked < Expected)
            Lower(_asked);
        foreach (WireMessage message in _read)
        {
            Process(message);
            Release();
        }

        _read.Clear();
        _asked = 0;
        _hasLoggedOut = false;
    }

    private void Begin(int link)
    {
        _link = link;
        _state = LinkState.AwaitsLogon;
        _reader.Clear();
        _read.Clear();
        _held.Clear();
        _asked = 0;
        _hasLoggedOut = false;
    }

    /// <summary>Both sides number from 1 again.</summary>
    public void BeginLife()
    {
        _life++;
        Expected = 1;
        _held.Clear();
    }

    private void Lower(long next)
    {
        Expected = next;
        Lowered?.Invoke((_life * Life) + next);
    }

    private void Process(in WireMessage message)
    {
        if (_state == LinkState.Dead)
            return;
        if (_state == LinkState.AwaitsLogon)
            ProcessFirst(message);
        else if (message.Type == "4" && !message.Is(123, "Y"))
            Expected = Math.Max(Expected, message.Number(36));
        else if (message.Type == "A" && message.Is(141, "Y") && !message.IsDuplicate)
            ProcessReset();
        else if (message.Type == "5")
            Expected += message.Sequence == Expected ? 1 : 0;
        else if (message.Sequence == Expected)
            Take(message);
        else if (message.Sequence > Expected && _held.Count < HeldMost)
            _held.TryAdd(message.Sequence, message);
        else if (message.Sequence < Expected && !message.IsDuplicate)
            _state = LinkState.Dead;
    }

    private void ProcessReset()
    {
        BeginLife();
        Expected = 2;
        IsReset = true;
    }

    private void ProcessFirst(in WireMessage message)
    {
        _state = message.Type == "A" && !_hasLoggedOut ? LinkState.Up : LinkState.Dead;
        bool isCounted = message.Type is "A" or "5" && message.Sequence == Expected;
        if (message.Type == "A" && message.Is(141, "Y") && Expected != 1 && IsUp)
        {
            ProcessReset();
            return;
        }

        if (IsUp && MayBeOlder && message.Sequence < Expected)
        {
            Lower(message.Sequence);
            isCounted = true;
        }

        MayBeOlder &= !IsUp;
        if (IsUp && message.Sequence < Expected && !message.IsDuplicate)
            _state = LinkState.Dead;
        Expected += isCounted && (IsUp || message.Type == "5") ? 1 : 0;
    }

    private void Take(in WireMessage message)
    {
        if (message.Type == "4" && message.Number(36) > message.Sequence)
        {
            Expected = message.Number(36);
            return;
        }

        Expected++;
        accept(message, (_life * Life) + message.Sequence);
    }

    private void Release()
    {
        while (_held.Count > 0)
        {
            long first = 0;
            foreach (long number in _held.Keys)
            {
                first = number;
                break;
            }

            if (first > Expected)
                return;
            _held.Remove(first, out WireMessage message);
            if (first == Expected)
                Take(message);
        }
    }
}
