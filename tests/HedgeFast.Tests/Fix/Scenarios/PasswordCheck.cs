using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Asks for another password at each logon it accepts.</summary>
internal sealed class PasswordCheck(string[] passwords) : ILogonCheck
{
    private int _next;

    public string? Refuse(in FixMessage logon)
    {
        if (!logon.TryGet(Tags.Password, out ReadOnlySpan<byte> given)
            || !given.SequenceEqual(
                Encoding.ASCII.GetBytes(passwords[_next % passwords.Length])))
        {
            return "not authorised";
        }

        _next++;
        return null;
    }
}
