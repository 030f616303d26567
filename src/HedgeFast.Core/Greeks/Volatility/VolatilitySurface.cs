using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// The surface file, asked by underlying and expiry. Between two expiries total variance is linear in time; beyond the
/// first and last there is none.
/// </summary>
public sealed class VolatilitySurface
{
    private readonly Dictionary<string, SortedList<long, SurfaceSmile>> _smiles = new(StringComparer.Ordinal);

    /// <summary>With the rows of a file.</summary>
    public VolatilitySurface(IReadOnlyList<SurfaceRow> rows)
    {
        foreach (
            IGrouping<(string Underlying, long Expiry),
            SurfaceRow> expiry in rows.GroupBy(row => (row.Underlying, row.ExpiryNanos)))
        {
            SurfaceRow first = expiry.First();
            ISmile smile = first.Svi is { } svi
                ? new SviSmile(
                    svi.A, svi.B, svi.Rho, svi.M, svi.Sigma, DayCount.Years(first.ExpiryNanos - first.TimeNanos))
                : new PointSmile([.. expiry.Select(row => (Elementary.Log(row.Strike / row.Forward), row.Volatility))]);
            if (!_smiles.TryGetValue(first.Underlying, out SortedList<long, SurfaceSmile>? ofUnderlying))
                _smiles.Add(first.Underlying, ofUnderlying = []);
            ofUnderlying.Add(first.ExpiryNanos, new SurfaceSmile(smile, first.Forward, first.TimeNanos));
        }
    }

    /// <summary>The smile of an expiry, or null.</summary>
    public SurfaceSmile? Find(string underlying, long expiryNanos)
    {
        if (!_smiles.TryGetValue(underlying, out SortedList<long, SurfaceSmile>? smiles))
            return null;
        if (smiles.TryGetValue(expiryNanos, out SurfaceSmile? exact))
            return exact;
        int above = 0;
        while (above < smiles.Count && smiles.GetKeyAtIndex(above) < expiryNanos)
            above++;
        return above == 0 || above == smiles.Count
            ? null
            : Between(
                smiles.GetKeyAtIndex(above - 1), smiles.GetValueAtIndex(above - 1), smiles.GetKeyAtIndex(above),
                smiles.GetValueAtIndex(above), expiryNanos);
    }

    private static SurfaceSmile Between(
        long nearExpiry, SurfaceSmile near, long farExpiry, SurfaceSmile far, long expiry)
    {
        long time = Math.Min(near.TimeNanos, far.TimeNanos);
        double nearYears = DayCount.Years(nearExpiry - time);
        double farYears = DayCount.Years(farExpiry - time);
        double years = DayCount.Years(expiry - time);
        double part = (years - nearYears) / (farYears - nearYears);
        double forward = near.Forward * Elementary.Exp(part * Elementary.Log(far.Forward / near.Forward));
        return new SurfaceSmile(new BlendedSmile(near.Smile, nearYears, far.Smile, farYears, years), forward, time);
    }
}
