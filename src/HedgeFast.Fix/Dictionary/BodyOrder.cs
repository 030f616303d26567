using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Dictionary;

/// <summary>Writes the fields of a body in the order of their tags, each group whole behind its count.</summary>
internal static class BodyOrder
{
    public static bool TryWrite(in FixMessage message, FieldSet definition, ref FixBody target)
    {
        // Each turn writes the unit with the lowest tag behind the last one; bodies are short, and nothing is
        // allocated.
        ReadOnlySpan<byte> body = message.Body;
        int last = 0;
        while (true)
        {
            int lowest = int.MaxValue, start = 0, end = 0;
            var fields = new FixFields(body);
            bool more = fields.MoveNext();
            while (more)
            {
                int tag = fields.Tag, unitStart = fields.FieldStart;
                int unitEnd = fields.NextStart;
                GroupDefinition? group = definition.TryGet(tag, out GroupDefinition? found) ? found : null;
                while ((more = fields.MoveNext()) && group is not null && Belongs(group.Entry, fields.Tag))
                    unitEnd = fields.NextStart;
                if (tag <= last || tag >= lowest || tag == Tags.CheckSum)
                    continue;
                lowest = tag;
                start = unitStart;
                end = unitEnd;
            }

            if (lowest == int.MaxValue)
                return !target.Overflowed && !fields.IsMalformed;
            target.AddRaw(body[start..end]);
            last = lowest;
        }
    }

    private static bool Belongs(FieldSet entry, int tag)
    {
        if (entry.Contains(tag))
            return true;
        foreach (GroupDefinition nested in entry.Groups)
        {
            if (Belongs(nested.Entry, tag))
                return true;
        }

        return false;
    }
}
