namespace HedgeFast.Tests.Fix.Definitions;

/// <summary>One line of a script: what to do, on which connection, with which text.</summary>
internal sealed record DefinitionStep(DefinitionVerb Verb, int Connection, string Text, int Line);
