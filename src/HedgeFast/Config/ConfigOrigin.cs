namespace HedgeFast.Config;

/// <summary>Where a value came from.</summary>
/// <param name="Layer">Order of precedence; a higher layer wins.</param>
/// <param name="Text">For people: "default", "demo.json:41", "environment HEDGEFAST__ORDERS__CAPTICKS", "--set".</param>
internal sealed record ConfigOrigin(ConfigLayer Layer, string Text)
{
    /// <summary>The value that the program has by itself.</summary>
    public static readonly ConfigOrigin Default = new(ConfigLayer.Default, "default");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
