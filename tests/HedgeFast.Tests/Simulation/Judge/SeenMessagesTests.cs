using System.Text;
using HedgeFast.Simulation.Judge.Wire;
using static HedgeFast.Tests.Simulation.Judge.JudgeRig;

namespace HedgeFast.Tests.Simulation.Judge;

public sealed class SeenMessagesTests
{
    private readonly List<string> _accepted = [];
    private readonly List<long> _lowered = [];
    private readonly SeenMessages _seen;

    public SeenMessagesTests()
    {
        _seen = new SeenMessages((message, _) => _accepted.Add(message.Of(58))) { Lowered = _lowered.Add };
        _seen.OnSent(Of("35=A|34=1"));
        Read("35=A|34=1|58=logon");
    }

    [Fact]
    public void Messages_beyond_a_gap_wait_for_it()
    {
        Read("35=8|34=3|58=c", "35=8|34=4|58=d");
        Assert.Empty(_accepted);
        Assert.True(_seen.HasGap);
        Read("35=8|34=2|43=Y|58=b");
        Assert.Equal(["b", "c", "d"], _accepted);
    }

    [Fact]
    public void A_gap_fill_skips_and_a_repetition_is_not_seen_again()
    {
        Read("35=4|34=2|36=5|123=Y|58=fill", "35=8|34=5|58=e", "35=8|34=5|43=Y|58=again");
        Assert.Equal(["e"], _accepted);
        Assert.Equal(6, _seen.Expected);
    }

    [Fact]
    public void Nothing_is_seen_before_a_logon_or_behind_a_number_too_low()
    {
        Read("35=8|34=1|58=low", "35=8|34=2|58=b");
        Assert.Empty(_accepted);
        _seen.OnRead(2, Bytes("35=8|34=2|58=b"));
        _seen.EndRound();
        Assert.Empty(_accepted);
    }

    [Fact]
    public void What_a_new_process_asks_for_again_is_seen_again()
    {
        Read("35=8|34=2|58=b");
        _seen.OnDeath();
        _seen.OnSent(Of("35=A|34=2", link: 2));
        _seen.OnRead(2, Bytes("35=A|34=3|58=logon"));
        _seen.OnSent(Of("35=2|34=3|7=2", link: 2));
        _seen.EndRound();
        Assert.Equal(2, _seen.Expected);
        _seen.OnRead(2, Bytes("35=8|34=2|43=Y|58=b"));
        _seen.EndRound();
        Assert.Equal(["b", "b"], _accepted);
    }

    [Fact]
    public void A_message_of_a_wrong_sum_is_not_seen()
    {
        byte[] bytes = Bytes("35=8|34=2|58=b");
        bytes[^10] ^= 1;
        _seen.OnRead(1, bytes);
        _seen.OnRead(1, Bytes("35=8|34=3|58=c"));
        _seen.EndRound();
        Assert.Empty(_accepted);
        Assert.True(_seen.HasGap);
    }

    private void Read(params string[] messages)
    {
        foreach (string message in messages)
            _seen.OnRead(1, Bytes(message));
        _seen.EndRound();
    }

    private static byte[] Bytes(string fields)
    {
        string body = $"{fields}|".Replace('|', '\u0001');
        string text = $"8=FIX.4.4\u00019={body.Length}\u0001{body}";
        int sum = 0;
        foreach (char letter in text)
            sum += letter;
        return Encoding.Latin1.GetBytes($"{text}10={sum % 256:D3}\u0001");
    }
}
