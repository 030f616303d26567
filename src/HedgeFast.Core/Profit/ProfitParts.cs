namespace HedgeFast.Core.Profit;

/// <summary>
/// Profit by source, quote currency; losses and costs are negative. The parts add up to the change of market value.
/// </summary>
/// <remarks>
/// The sum is exact, because the residual of the sensitivities is a part of its own. Each step is booked at its own
/// prices: coins earned in a step are valued at the price of its end.
/// </remarks>
public record struct ProfitParts
{
    /// <summary>Of the options: delta at the step's start times the move.</summary>
    public double OptionDelta { get; set; }

    /// <summary>Of the options: half of gamma at the step's start times the move squared.</summary>
    public double OptionGamma { get; set; }

    /// <summary>
    /// Of the options: the gain from moves of the forward beside the price, carry included, to second order.
    /// </summary>
    public double OptionForward { get; set; }

    /// <summary>Of the options: theta at the step's start times the time that passed.</summary>
    public double OptionTheta { get; set; }

    /// <summary>Of the options: the value at the step's end less that at the volatilities of the start.</summary>
    public double OptionVega { get; set; }

    /// <summary>Of the options: the rest beside these five parts, such as third orders and settlement.</summary>
    public double OptionResidual { get; set; }

    /// <summary>Of the hedge, as if every order had traded at the mid of its decision.</summary>
    public double Hedge { get; set; }

    /// <summary>Paid from the mid to the touch; not positive as a rule.</summary>
    public double Spread { get; set; }

    /// <summary>
    /// Paid beyond the touch of the decision, because the market moved or the order moved the market.
    /// </summary>
    public double Impact { get; set; }

    /// <summary>Fees paid.</summary>
    public double Fees { get; set; }

    /// <summary>Of the options together.</summary>
    public readonly double Options =>
        OptionDelta + OptionGamma + OptionForward + OptionTheta + OptionVega + OptionResidual;

    /// <summary>Sum of all parts.</summary>
    public readonly double Total => Options + Hedge + Spread + Impact + Fees;

    /// <summary>Adds part by part: profit of two underlyings together.</summary>
    public static ProfitParts operator +(ProfitParts left, ProfitParts right) => new()
    {
        OptionDelta = left.OptionDelta + right.OptionDelta,
        OptionGamma = left.OptionGamma + right.OptionGamma,
        OptionForward = left.OptionForward + right.OptionForward,
        OptionTheta = left.OptionTheta + right.OptionTheta,
        OptionVega = left.OptionVega + right.OptionVega,
        OptionResidual = left.OptionResidual + right.OptionResidual,
        Hedge = left.Hedge + right.Hedge,
        Spread = left.Spread + right.Spread,
        Impact = left.Impact + right.Impact,
        Fees = left.Fees + right.Fees,
    };
}
