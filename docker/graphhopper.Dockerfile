# GraphHopper publishes no image: its released jar, by Maven coordinates, held to its checksum.
FROM maven:3.9-eclipse-temurin-21 AS jar
ARG VERSION=11.0
ARG SHA256=b59c024afe172ec6ec85b6327006c3138ec58c7d0bcd26253d0e42853f613def
RUN mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
      -Dartifact=com.graphhopper:graphhopper-web:${VERSION} -DoutputDirectory=/jar \
    && mv /jar/graphhopper-web-${VERSION}.jar /jar/graphhopper.jar \
    && echo "${SHA256}  /jar/graphhopper.jar" | sha256sum --check

FROM eclipse-temurin:21-jre
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /graphhopper
COPY --from=jar /jar/graphhopper.jar ./
COPY graphhopper.yml ./
EXPOSE 8989
CMD ["java", "-jar", "graphhopper.jar", "server", "graphhopper.yml"]
