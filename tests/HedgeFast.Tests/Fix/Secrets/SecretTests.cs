using System.Text;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Tests.Fix.Secrets;

/// <summary>Where secrets come from, and that they are not seen.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("hunter2")]
    [InlineData("env:")]
    [InlineData("file:")]
    [InlineData("")]
    [InlineData("ENV:hunter2")]
    public void S24_Anything_but_a_reference_is_refused_and_not_repeated(string inline)
    {
        string message = Assert.Throws<SecretException>(() => SecretSource.Parse(inline)).Message;
        Assert.Equal("A secret is given as env:NAME or file:PATH and never written into the config itself.", message);
    }

    [Fact]
    public void An_environment_variable_is_read_each_time()
    {
        const string name = "HEDGEFAST_TEST_ENVIRONMENT";
        SecretSource source = SecretSource.Parse($"env:{name}");
        Assert.Equal(
            $"The secret env:{name} is absent or empty.", Assert.Throws<SecretException>(() => source.Read()).Message);
        Environment.SetEnvironmentVariable(name, "one");
        Assert.Equal("one", source.Read());
        Environment.SetEnvironmentVariable(name, "two");
        Assert.Equal("two"u8, source.ReadForField());
        Environment.SetEnvironmentVariable(name, null);
    }

    [Fact]
    public void S24_A_file_must_be_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllText(_path, "from a file\n");
        SecretSource source = SecretSource.Parse($"file:{_path}");
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("from a file", source.Read());
        foreach (
            UnixFileMode extra in (UnixFileMode[])[UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.GroupWrite, UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);
            Assert.Contains(
                "mode 0600", Assert.Throws<SecretException>(() => source.Read()).Message, StringComparison.Ordinal);
        }

        File.Delete(_path);
        Assert.Contains(
            "can't be read", Assert.Throws<SecretException>(() => source.Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("with\u0001soh")]
    [InlineData("with=equals")]
    [InlineData("umlaut-ä")]
    public void S27_What_could_forge_a_field_is_no_field_value(string secret)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllText(_path, secret);
        File.SetUnixFileMode(_path, UnixFileMode.UserRead);
        SecretSource source = SecretSource.FromFile(_path);
        Assert.Equal(secret, source.Read());
        Assert.DoesNotContain(
            secret, Assert.Throws<SecretException>(() => source.ReadForField()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S25_Secrets_are_masked_in_text_and_in_place_and_nothing_else_is()
    {
        byte[] message = FixText.Raw(
            "8=FIX.4.4|35=A|553=me|554=pw|925=new|95=7|96=a|b=c|d|1401=3|1402=x|y|1403=2|1404=zz|58=end|");
        Assert.Equal(
            "8=FIX.4.4|35=A|553=me|554=***|925=***|95=7|96=***|1401=3|1402=***|1403=2|1404=***|58=end|",
            SecretFields.Show(message));
        SecretFields.MaskInPlace(message);
        Assert.Equal(
            "8=FIX.4.4|35=A|553=me|554=**|925=***|95=7|96=*******|1401=3|1402=***|1403=2|1404=**|58=end|",
            FixText.Show(message));
    }

    [Theory]
    [InlineData("35=A|x554=pw|")]
    [InlineData("35=A|95=99|96=pw|")]
    [InlineData("35=A|554pw|")]
    public void S22_What_can_not_be_read_is_not_shown(string garbled)
    {
        byte[] message = FixText.Raw(garbled);
        Assert.DoesNotContain("pw", SecretFields.Show(message), StringComparison.Ordinal);
        SecretFields.MaskInPlace(message);
        Assert.DoesNotContain("pw", Encoding.ASCII.GetString(message), StringComparison.Ordinal);
    }

    [Fact]
    public void S29_A_value_can_not_forge_a_line_of_a_log() =>
        Assert.Equal("58=a?b?|", SecretFields.Show("58=a\nb\u001b\u0001"u8));
}
