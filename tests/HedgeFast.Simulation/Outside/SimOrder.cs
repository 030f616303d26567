using HedgeFast.Core.Book;

namespace HedgeFast.Simulation.Outside;

/// <summary>An order as the exchange keeps it.</summary>
internal sealed class SimOrder
{
    /// <summary>The exchange's number, tag 37.</summary>
    public required long Number { get; init; }

    /// <summary>The client's id, tag 11; a replace changes it.</summary>
    public required string Id { get; set; }

    /// <summary>Whether our account's engine sent it.</summary>
    public required bool IsOurs { get; init; }

    public required Instrument Instrument { get; init; }

    public required bool IsBuy { get; init; }

    public required bool IsDay { get; init; }

    public required long Lots { get; set; }

    public required long LimitTicks { get; set; }

    public long Cum { get; set; }

    public bool IsOpen { get; set; }

    public long Leaves => IsOpen ? Lots - Cum : 0;

    /// <summary>Its fills that stand, oldest first.</summary>
    public List<SimFill> Fills { get; } = [];

    public int Sign => IsBuy ? 1 : -1;

    /// <summary>Tag 39.</summary>
    public byte Status => (byte)(IsOpen ? (Cum > 0 ? '1' : '0') : Cum >= Lots ? '2' : '4');
}

/// <summary>A fill in the exchange's ledger.</summary>
/// <param name="ExecId">Tag 17.</param>
/// <param name="Lots">Lots, positive.</param>
/// <param name="Ticks">Price, ticks.</param>
/// <param name="FirstId">Tag 17 of the fill that it corrects; its own without one.</param>
internal readonly record struct SimFill(string ExecId, long Lots, long Ticks, string FirstId);
