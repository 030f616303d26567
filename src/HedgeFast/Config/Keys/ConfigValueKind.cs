namespace HedgeFast.Config.Keys;

/// <summary>Kinds of values.</summary>
internal enum ConfigValueKind
{
    /// <summary>Text, under the key's <see cref="TextRule"/>.</summary>
    Text,

    /// <summary>A file that is read.</summary>
    File,

    /// <summary>A file or folder that is written or watched.</summary>
    Folder,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A finite decimal number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>A list of whole numbers.</summary>
    IntegerList,

    /// <summary>A list of texts, each under the key's <see cref="TextRule"/>.</summary>
    TextList,

    /// <summary>An object of keys.</summary>
    Section,

    /// <summary>A list of objects.</summary>
    SectionList,
}
